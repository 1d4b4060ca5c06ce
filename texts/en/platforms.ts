import type { PlatformTexts } from '../de/platforms.ts'

export const platformTexts: PlatformTexts = {
  name: {
    shopify: 'Shopify',
    wix: 'Wix',
    squarespace: 'Squarespace',
    ecwid: 'Ecwid',
    bigcommerce: 'BigCommerce',
    lightspeed: 'Lightspeed eCom',
    wordpress: 'WordPress / WooCommerce',
    shopware: 'Shopware 6',
    prestashop: 'PrestaShop',
    magento: 'Magento 2',
    server: 'Server (SFTP or SSH)',
    'not-listed': 'My platform is not listed here',
  },
  method: {
    invite: 'You invite support on the platform',
    provision: 'Einlass makes an account and takes it away again',
    server: 'Over SSH, under his own name; what holds for it ends with the visit',
    'by-hand': 'By hand, with a list to tick off',
  },
  phase: {
    before: 'Before',
    open: 'Let in',
    check: 'Look',
    end: 'Take away',
    after: 'Afterwards',
  },
  by: { owner: 'Owner', support: 'Support', einlass: 'Einlass' },
  basis: {
    'read in the documentation': 'Read in the documentation of the platform.',
    'not checked': 'Not checked: on your platform it may be called something else.',
  },
  menus: 'Menus are named here as in the English documentation of the platform.',
  liveSession: {
    ends: 'When access is taken away, an open session ends too.',
    'goes-on': 'When access is taken away, an open session goes on until somebody ends it.',
    unknown:
      'Whether an open session ends when access is taken away is not known. So support reloads an open window and says what it shows.',
  },
  expiry: {
    account: 'The account can have an expiry date.',
    'new-sessions': 'After the end nobody gets in anew; an open connection does not end by it.',
    invitation: 'Only the invitation expires if nobody accepts it. Access itself does not expire.',
    nothing: 'Access does not expire by itself. Einlass reminds you.',
    unknown: 'Whether access expires by itself is not known. Einlass reminds you.',
  },
  step: {
    common: {
      prepare:
        'Support writes into the case what is to be done in {{shop}}, which rights that takes and why. Only these, none in reserve.',
      mailbox: 'The invitation goes to {{mailbox}}. Only {{agent}} accepts it.',
      accept: '{{agent}} accepts the invitation that has arrived at {{mailbox}}.',
      until:
        'Access is agreed until {{until}}. The platform does not surely end it by itself; Einlass reminds you when the time has come.',
      onlyOne:
        'There is only one new entry in the list: {{mailbox}}. If there is somebody else whom you do not know, remove that person at once.',
      compareRights:
        'Compare the rights on the platform with those agreed here. Take away what is too much there.',
      gone: 'Reload the list: {{mailbox}} is no longer in it, not even as an open invitation.',
      openWindow:
        '{{agent}} reloads a window in which {{shop}} is still open and confirms that it opens nothing any more. If it still opens something, {{agent}} says so here instead of confirming.',
      strangers: 'Go through the list of everybody with access to {{shop}}. Remove whom you do not know.',
      apps: 'See whether apps, extensions or API keys have been added, and remove what you do not want.',
      resetInstead:
        'If the form demands a password, have a long random one made and write it down nowhere. {{agent}} sets another with “Forgot password”; the mail for it goes to {{mailbox}}.',
    },
    allowList: {
      name: 'Support names the network addresses from which {{agent}} comes: {{addresses}}.',
      putIn:
        'Let these addresses through to {{shop}}, and no others: {{addresses}}. Note beside them that they count until {{until}}.',
      takeOut: 'Take these addresses out of the list of allowed addresses again: {{addresses}}.',
      look: 'Go through the list of allowed addresses. What nobody can place any more comes out.',
    },
    handOver: {
      vault:
        'What {{agent}} must know to sign in, put into the hand-over of Einlass. Never into a mail, a chat or the ticket.',
      change: 'Change every password that {{agent}} has seen. A seen password is a known password.',
    },
    provision: {
      test: 'Einlass tests the connection to {{shop}} before anybody is let in.',
      make: 'Einlass makes an account for {{agent}} in {{shop}}, under {{mailbox}} and until {{until}}. Nobody types a password for it.',
      since: 'Einlass shows with the visit since when the account has been there.',
      remove:
        'Einlass takes the account away, ends open sessions and checks that nobody gets in any more. “Ended” is shown here only once that was seen.',
      compare: 'Einlass compares what was in {{shop}} before the visit with what is there now.',
      leftBehind:
        'Go through what has been added. Remove what you do not want with one click; where Einlass cannot do that, it says so.',
    },
    shopify: {
      address:
        'Support needs the permanent address of {{shop}}, the one that ends in myshopify.com. You need not give them a mail address.',
      findCode:
        'Open Settings > Users > Security. There you find your request code, four digits. It opens nothing, it only allows asking.',
      giveCode: 'Enter the request code here in Einlass, not in the ticket.',
      sendRequest:
        'In the Dev Dashboard, under Stores > Request store access, support sends the request: your address, the code, exactly the agreed rights, then Send request.',
      openRequest:
        'You get a mail from Shopify. Open the request there or under Settings > Users, but do not accept it yet.',
      compareRequest:
        'Enter here which rights the request asks for. Einlass shows what is too much and what is missing.',
      accept:
        'Take away in the request what is too much. Only then choose Accept request. If it is not the support team that you expect, decline.',
      look: 'Open the collaborator under Settings > Users and look: it is the firm of {{agent}}, and the rights are the agreed ones.',
      remove: 'Open Settings > Users, choose the collaborator and then Remove.',
      gone: 'Reload the list: the collaborator is no longer in it, and no new request from them is waiting.',
      newCode:
        'Have a new request code made under Settings > Users > Security. Otherwise everybody who knows the old one can ask again.',
      apps: 'See under Settings > Apps whether apps have been added, custom ones too, and remove what you do not want.',
    },
    wix: {
      seat: 'One collaborator seat is included with Wix. If it is taken, tell {{agent}} before you pay for more.',
      invite:
        'In your dashboard open Roles & Permissions, choose Invite People, enter {{mailbox}}, tick the agreed role and choose Send Invite.',
      joined:
        'In Roles & Permissions, PENDING no longer stands beside {{mailbox}}, and the role is the agreed one. Hold the pointer on the role to see its rights.',
      remove:
        'In Roles & Permissions, choose the three dots (More Actions) beside {{mailbox}}, then Remove, and confirm.',
    },
    squarespace: {
      invite:
        'Open Settings > Permissions & Ownership, choose Invite contributor, enter the name {{agent}} and the address {{mailbox}}, and choose only the agreed permissions.',
      look: 'Choose {{mailbox}} in the same list and see which permissions are on. Administrator may do almost everything.',
      remove:
        'In Settings > Permissions & Ownership, choose {{mailbox}} and remove the person altogether, not only the permissions.',
    },
    ecwid: {
      plan: 'Staff accounts exist in paid plans only. If you have none, tell {{agent}} before you change plans.',
      invite:
        'Open My Profile > Staff Accounts, choose Add staff member, enter {{mailbox}}, choose only the agreed sections and then Send Invite.',
      writes:
        'Ecwid has no “only look”: whoever sees a section can change things there too. So give as few sections as possible.',
      look: 'In My Profile > Staff Accounts, {{mailbox}} is listed with the agreed sections.',
      remove: 'Open My Profile > Staff Accounts and remove {{mailbox}} from the list.',
    },
    bigcommerce: {
      invite:
        'Open Account Settings > Users, choose Create a User Account, enter {{mailbox}} and choose the agreed role or single permissions. {{agent}} sets the password.',
      owner:
        'With BigCommerce only the store owner can give permissions of high risk. If one is asked for, ask what for.',
      look: 'Open the entry {{mailbox}} in Account Settings > Users: only what was agreed is ticked.',
      remove: 'Delete the entry {{mailbox}} in Account Settings > Users.',
      apiAccounts:
        'See in the settings, at API accounts, whether one has been added, and delete what you do not know.',
    },
    lightspeed: {
      series:
        'This guide is for Lightspeed eCom C-Series. If you have the E-Series, take the one for Ecwid: it is the same system.',
      invite:
        'In the back office open Settings > Users, add a person with the name {{agent}} and the address {{mailbox}}, and choose only the agreed permissions, not all.',
      look: 'Open the entry {{mailbox}} in Settings > Users: “Full permissions” is not ticked, and the permissions are the agreed ones.',
      remove: 'Remove the entry {{mailbox}} in Settings > Users.',
    },
    wordpress: {
      add: 'Open Users > Add New, make an account with the address {{mailbox}} and the agreed role, and have the message to the new person sent.',
      look: 'In Users > All Users a single account has been added: {{mailbox}}, with the agreed role.',
      remove:
        'Open Users > All Users, choose Delete under {{mailbox}} and pass all content on to yourself (Attribute all content to).',
      lookAround:
        'See whether administrators, plugins, application passwords or – with WooCommerce – webhooks and REST API keys have been added.',
    },
    shopware: {
      add: 'Open Settings > System > Users & permissions and make an account with the address {{mailbox}} and the agreed role. In the cloud this is called Invite user.',
      look: 'In Users & permissions a single account has been added: {{mailbox}}, not as administrator unless that was agreed.',
      remove:
        'Delete {{mailbox}} in Users & permissions by the menu at the end of the line. Deactivating alone is not enough: Shopware 6.6 goes on letting a deactivated account in.',
      lookAround:
        'See whether accounts, roles, integrations or extensions have been added, and remove what you do not want.',
    },
    prestashop: {
      add: 'Open Advanced Parameters > Team, choose Add new employee and make an account with the address {{mailbox}} and the agreed profile. SuperAdmin only if that was agreed.',
      look: 'In Advanced Parameters > Team a single account has been added: {{mailbox}}, with the agreed profile.',
      remove: 'Delete {{mailbox}} in Advanced Parameters > Team.',
      sessions:
        'Look at the sessions under Advanced Parameters > Security: there is none of {{mailbox}} any more. If one is still there, delete it.',
      lookAround:
        'See whether modules or keys under Advanced Parameters > Webservice have been added, and remove what you do not want.',
    },
    magento: {
      add: 'Open System > Permissions > All Users, choose Add New User and make an account with the address {{mailbox}}. At User Role, choose the agreed role.',
      expire:
        'At Expiration Date, enter {{until}}. Magento looks only once an hour whether an account has expired; that is why taking it away is still part of this.',
      look: 'In System > Permissions > All Users a single account has been added: {{mailbox}}, with the agreed role and the expiry date.',
      remove: 'Open {{mailbox}} in System > Permissions > All Users and delete the account.',
      lookAround:
        'See whether something has been added under System > Integrations or among the accounts. Access tokens for the API do not die with a session.',
    },
    server: {
      prepare:
        'Support gives the public key of {{agent}} and says what is to be done: files (SFTP) or a command line (SSH). Nobody hands out a private key.',
      hostKey:
        'Compare the fingerprint of your server with the one that Einlass shows. Only if both are the same is it really your server.',
      keyLine:
        'Einlass puts the key of {{agent}} on {{shop}}, with the end {{until}} and a mark of this visit.',
      addKey:
        'Put the line that Einlass shows you into the file .ssh/authorized_keys of the agreed login, unchanged and as one line. It counts until {{until}}.',
      look: 'In .ssh/authorized_keys only one line has been added: the one with the mark of this visit.',
      enter: '{{agent}} signs in once and confirms that it works.',
      removeKeyLine:
        'Einlass takes the line away, ends open connections and checks that the key is refused. “Ended” is shown here only once that was seen.',
      removeKey: 'Delete the line with the mark of this visit in .ssh/authorized_keys.',
      cut: 'End open connections of this login: without the line nobody gets in anew, but whoever is in stays in. Look with “who” and end all processes of the login.',
      refused:
        '{{agent}} tries to sign in once more and confirms that the server refuses and that no old connection is open any more.',
      lookAround:
        'See whether keys of other logins, scheduled tasks (crontab) or rights (sudoers) have been added.',
    },
    byHand: {
      needed:
        'Support first decides whether they have to get in at all. Often a description or a picture is enough.',
      way: 'Support writes into the case by which way they want to get in, with which rights and why.',
      make: 'Make an account of their own for {{agent}} under {{mailbox}}, with as few rights as possible. Never hand out yours.',
      expire: 'If your platform knows an expiry date, enter {{until}}.',
      look: 'See who has access to {{shop}} now: only {{mailbox}} has been added, with the agreed rights.',
      remove: 'Delete the account {{mailbox}} and everything else that you opened for this visit.',
      sessions: 'If your platform can end open sessions, end all of {{mailbox}}.',
      refused:
        '{{agent}} tries to get in once more, by every way that was open, and confirms that none is open any more.',
      lookAround:
        'See whether accounts, keys, extensions or forwardings have been added, and remove what you do not want.',
    },
  },
}
