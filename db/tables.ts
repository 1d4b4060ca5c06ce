// Generated from db/schema/ by `npm run generate`; compared by the tests. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Read as the parsed value, written as its text: the driver would take a JavaScript array for an SQL array. */
type JsonColumn = ColumnType<unknown, string | null | undefined, string | null>

export type Tables = {
  'access.accounts': {
    id: string
    kind: string
    name: string
    owner_id: string
    zone: string
    region: string
    reference: Generated<string | null>
    made_at: Date
    closed_at: Generated<Date | null>
    closed_by: Generated<string | null>
    epoch: Generated<number>
    last_seq: Generated<number>
    last_hash: Generated<Buffer>
    last_at: Generated<Date | null>
  }
  'access.alarms': {
    grant_id: string
    account_id: string
    raised_at: Date
    told_at: Generated<Date | null>
    over_told_at: Generated<Date | null>
  }
  'access.artefact_grants': {
    account_id: string
    artefact_id: string
    grant_id: string
  }
  'access.artefacts': {
    id: string
    account_id: string
    resource_id: string
    system: string
    kind: string
    shared_as: string
    reference: JsonColumn
    wanted_at: Date
    opening_until: Generated<Date | null>
    present_at: Generated<Date | null>
    removing_at: Generated<Date | null>
    closing_until: Generated<Date | null>
    gone_at: Generated<Date | null>
    witness: JsonColumn
    error: Generated<string | null>
    error_at: Generated<Date | null>
    came_back_at: Generated<Date | null>
    missing_at: Generated<Date | null>
    waits_for: Generated<string | null>
    tries: Generated<number>
    tried_at: Generated<Date | null>
    next_try_at: Generated<Date | null>
  }
  'access.checkpoints': {
    account_id: string
    on_date: string
    seq: number
    hash: Buffer
    signed_at: Date
    key_id: string
    signature: Buffer
  }
  'access.decisions': {
    id: string
    account_id: string
    request_id: Generated<string | null>
    outcome: string
    decided_at: Date
    decided_by: Generated<string | null>
    rule: Generated<string | null>
    reasons: string[]
    note: Generated<string | null>
  }
  'access.entrance_keys': {
    id: string
    account_id: string
    resource_id: string
    entrance: string
    secret_hash: Buffer
    made_at: Date
    made_by: Generated<string | null>
    withdrawn_at: Generated<Date | null>
  }
  'access.entries': {
    id: string
    account_id: string
    resource_id: string
    person_id: string
    session_id: Generated<string | null>
    entrance: string
    ssh_key_id: Generated<string | null>
    node_id: Generated<string | null>
    token_hash: Generated<Buffer | null>
    opened_at: Date
    expires_at: Date
    network: Generated<string | null>
    device: Generated<string | null>
    closed_at: Generated<Date | null>
    closed_cause: Generated<string | null>
    closed_by: Generated<string | null>
    refused_at: Generated<Date | null>
    gone_at: Generated<Date | null>
    gone_how: Generated<string | null>
  }
  'access.entry_grants': {
    account_id: string
    entry_id: string
    grant_id: string
  }
  'access.facts': {
    account_id: string
    seq: number
    at: Date
    kind: string
    by_person: Generated<string | null>
    by_rule: Generated<string | null>
    behalf_of: Generated<string | null>
    grant_id: Generated<string | null>
    entry_id: Generated<string | null>
    artefact_id: Generated<string | null>
    request_id: Generated<string | null>
    resource_id: Generated<string | null>
    person_id: Generated<string | null>
    data: JsonColumn
    prev_hash: Buffer
    hash: Buffer
  }
  'access.grants': {
    id: string
    account_id: string
    resource_id: Generated<string | null>
    door: string
    subject_kind: string
    subject_id: string
    permissions: string[]
    decision_id: string
    given_by: Generated<string | null>
    parent_id: Generated<string | null>
    begins_at: Date
    ends_at: Generated<Date | null>
    made_at: Date
    reason: Generated<string | null>
    case_number: Generated<string | null>
    message: Generated<string | null>
    begin_noted_at: Generated<Date | null>
    version: Generated<number>
    ending_at: Generated<Date | null>
    ending_cause: Generated<string | null>
    ending_by: Generated<string | null>
    ending_note: Generated<string | null>
    ended_at: Generated<Date | null>
    witness: JsonColumn
  }
  'access.groupings': {
    id: string
    account_id: string
    resource_id: string
    group_id: string
    joined_at: Date
    left_at: Generated<Date | null>
  }
  'access.hand_overs': {
    id: string
    account_id: string
    grant_id: string
    kind: string
    label: Generated<string | null>
    made_at: Date
    made_by: string
    replaced_at: Generated<Date | null>
    replaced_by: Generated<string | null>
    reveals_left: Generated<number | null>
    first_seen_at: Generated<Date | null>
    over_at: Generated<Date | null>
    over_because: Generated<string | null>
    rotated_at: Generated<Date | null>
    rotated_by: Generated<string | null>
  }
  'access.ownership_transfers': {
    id: string
    account_id: string
    from_person: string
    to_person: string
    asked_at: Date
    expires_at: Date
    confirmed_at: Generated<Date | null>
    takes_effect_at: Generated<Date | null>
    stopped_at: Generated<Date | null>
    stopped_by: Generated<string | null>
    done_at: Generated<Date | null>
  }
  'access.panel_keys': {
    id: string
    account_id: string
    panel_id: string
    secret_hash: Buffer
    tail: string
    made_at: Date
    made_by: Generated<string | null>
    last_used_at: Generated<Date | null>
    withdrawn_at: Generated<Date | null>
    withdrawn_by: Generated<string | null>
  }
  'access.panels': {
    id: string
    account_id: string
    name: string
    sign_on: Generated<string | null>
    made_at: Date
    made_by: Generated<string | null>
  }
  'access.requests': {
    id: string
    account_id: string
    resource_id: Generated<string | null>
    door: string
    subject_kind: string
    subject_id: string
    wants: JsonColumn
    wants_until: Generated<Date | null>
    wants_preset: Generated<string | null>
    case_number: Generated<string | null>
    message: Generated<string | null>
    asked_at: Date
    asked_by: string
    lapses_at: Date
    lapse_noted_at: Generated<Date | null>
    withdrawn_at: Generated<Date | null>
    decided_at: Generated<Date | null>
  }
  'access.resources': {
    id: string
    account_id: string
    kind: string
    name: string
    origin: Generated<string | null>
    reference: Generated<string | null>
    made_at: Date
    removed_at: Generated<Date | null>
    removed_by: Generated<string | null>
  }
  'access.reveals': {
    id: string
    account_id: string
    grant_id: string
    hand_over_id: Generated<string | null>
    artefact_id: Generated<string | null>
    person_id: string
    revealed_at: Date
    network: Generated<string | null>
  }
  'access.team_members': {
    team_id: string
    person_id: string
    account_id: string
    joined_at: Date
    joined_by: Generated<string | null>
    left_at: Generated<Date | null>
  }
  'access.teams': {
    id: string
    account_id: string
    name: string
    duty: string
    made_at: Date
  }
  'access.used_tickets': {
    id: string
    account_id: string
    entry_id: string
    used_at: Date
  }
  'people.address_changes': {
    id: string
    person_id: string
    old_address: string
    new_address: string
    asked_at: Date
    expires_at: Date
    old_confirmed_at: Generated<Date | null>
    new_confirmed_at: Generated<Date | null>
    done_at: Generated<Date | null>
    stopped_at: Generated<Date | null>
  }
  'people.api_keys': {
    id: string
    person_id: string
    name: string
    secret_hash: Buffer
    tail: string
    scopes: string[]
    made_at: Date
    expires_at: Date
    last_used_at: Generated<Date | null>
    last_network: Generated<string | null>
    withdrawn_at: Generated<Date | null>
  }
  'people.challenges': {
    id: string
    session_id: string
    purpose: string
    challenge: string
    made_at: Date
    expires_at: Date
    used_at: Generated<Date | null>
  }
  'people.events': {
    id: GeneratedAlways<number>
    person_id: string
    at: Date
    kind: string
    network: Generated<string | null>
    device: Generated<string | null>
    data: JsonColumn
  }
  'people.failed_sign_ins': {
    id: GeneratedAlways<number>
    key: string
    failed_at: Date
  }
  'people.invitations': {
    id: string
    account_id: string
    name: string
    address: string
    language: string
    role: Generated<string | null>
    until: Generated<Date | null>
    invited_by: string
    invited_at: Date
    sent_at: Date
    expires_at: Date
    accepted_at: Generated<Date | null>
    accepted_by: Generated<string | null>
    declined_at: Generated<Date | null>
    withdrawn_at: Generated<Date | null>
    not_me_at: Generated<Date | null>
    asked_for: Generated<string | null>
    asked_at: Generated<Date | null>
    other_name: Generated<string | null>
    other_address: Generated<string | null>
  }
  'people.parties': {
    id: string
    account_id: string
    kind: string
    name: Generated<string | null>
    organisation: Generated<string | null>
    street: Generated<string[]>
    postcode: Generated<string | null>
    city: Generated<string | null>
    area: Generated<string | null>
    country: Generated<string | null>
    phone: Generated<string | null>
    phone_extension: Generated<string | null>
    email: string
    email_ascii: string
    language: string
    zone: string
    person_id: Generated<string | null>
    version: number
    made_at: Date
    made_by: string
    changed_at: Date
    changed_by: string
    removed_at: Generated<Date | null>
    removed_by: Generated<string | null>
  }
  'people.passkeys': {
    id: string
    person_id: string
    credential_id: string
    public_key: Buffer
    sign_count: number
    transports: Generated<string[]>
    device_type: string
    name: string
    made_at: Date
    last_used_at: Generated<Date | null>
    removed_at: Generated<Date | null>
  }
  'people.persons': {
    id: string
    name: string
    address: string
    language: string
    made_at: Date
    password_hash: Generated<string | null>
    password_set_at: Generated<Date | null>
    deactivated_at: Generated<Date | null>
    deactivated_by: Generated<string | null>
    deactivated_note: Generated<string | null>
    access_ended_at: Generated<Date | null>
    muted: Generated<string[]>
  }
  'people.policies': {
    account_id: string
    owners_second_factor_since: Generated<Date | null>
    transfer_wait_days: number
    standard_zone: string
    standard_region: string
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'people.provider_identities': {
    issuer: string
    subject: string
    person_id: string
    linked_at: Date
  }
  'people.recovery_codes': {
    person_id: string
    code_hash: Buffer
    made_at: Date
    used_at: Generated<Date | null>
  }
  'people.sessions': {
    id: string
    person_id: string
    token_hash: Buffer
    begun_at: Date
    expires_at: Date
    last_seen_at: Date
    network: Generated<string | null>
    device: Generated<string | null>
    methods: string[]
    proved_at: Date
    ended_at: Generated<Date | null>
    ended_cause: Generated<string | null>
  }
  'people.sign_ins': {
    id: string
    token_hash: Buffer
    begun_at: Date
    expires_at: Date
    person_id: Generated<string | null>
    methods: Generated<string[]>
    expects: JsonColumn
    failures: Generated<number>
    to_path: string
    finished_at: Generated<Date | null>
  }
  'people.single_use_links': {
    id: string
    purpose: string
    token_hash: Buffer
    person_id: Generated<string | null>
    address: Generated<string | null>
    about_id: Generated<string | null>
    made_at: Date
    expires_at: Date
    used_at: Generated<Date | null>
  }
  'people.ssh_keys': {
    id: string
    person_id: string
    name: string
    type: string
    blob: Buffer
    fingerprint: string
    added_at: Date
    last_used_at: Generated<Date | null>
    last_network: Generated<string | null>
    removed_at: Generated<Date | null>
  }
  'people.totps': {
    person_id: string
    sealed_secret: Buffer
    made_at: Date
    confirmed_at: Generated<Date | null>
    last_step: Generated<number>
  }
  'plumbing.idempotent_answers': {
    caller: string
    key: string
    operation: string
    request_hash: Buffer
    made_at: Date
    status: Generated<number | null>
    body: JsonColumn
  }
  'plumbing.mails': {
    id: string
    kind: string
    to_address: string
    language: string
    subject: string
    plain: string
    html: string
    thread: string
    queued_at: Date
    sent_at: Generated<Date | null>
    tries: Generated<number>
    next_try_at: Date
    error: Generated<string | null>
    given_up_at: Generated<Date | null>
    bounced_at: Generated<Date | null>
    code: Generated<string | null>
  }
  'plumbing.nodes': {
    id: string
    heard_at: Date
  }
  'plumbing.secrets': {
    id: string
    account_id: string
    keeper: string
    name: string
    key_id: Generated<string | null>
    wrapped_key: Generated<Buffer | null>
    sealed: Generated<Buffer | null>
    made_at: Date
    destroyed_at: Generated<Date | null>
  }
  'plumbing.vault_keys': {
    id: string
    sealed_key: Generated<Buffer | null>
    made_at: Date
    retired_at: Generated<Date | null>
    destroyed_at: Generated<Date | null>
  }
  'plumbing.webhook_deliveries': {
    id: string
    webhook_id: string
    type: string
    body: string
    queued_at: Date
    tries: Generated<number>
    next_try_at: Date
    tried_at: Generated<Date | null>
    status: Generated<number | null>
    error: Generated<string | null>
    delivered_at: Generated<Date | null>
    given_up_at: Generated<Date | null>
  }
  'plumbing.webhooks': {
    id: string
    name: string
    address: string
    allows_private: boolean
    added_at: Date
    added_by: Generated<string | null>
    previous_until: Generated<Date | null>
    failing_since: Generated<Date | null>
    off_at: Generated<Date | null>
    off_by: Generated<string | null>
    off_because: Generated<string | null>
    removed_at: Generated<Date | null>
    removed_by: Generated<string | null>
  }
  'service_switch.opening_grants': {
    account_id: string
    opening_id: string
    grant_id: string
  }
  'service_switch.openings': {
    id: string
    account_id: string
    resource_id: string
    request_id: Generated<string | null>
    opened_at: Date
    opened_by: string
    mode: string
    who: string
    preset: Generated<string | null>
    reminded_on: Generated<string | null>
    told_unused_at: Generated<Date | null>
    told_first_entry_at: Generated<Date | null>
    digested_at: Generated<Date | null>
  }
  'service_switch.policies': {
    account_id: string
    longest_days: number
    request_lapses_days: number
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'service_switch.switches': {
    resource_id: string
    account_id: string
    version: Generated<number>
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'service_switch.told': {
    account_id: string
    until_seq: number
  }
  'sub_account.asset_changes': {
    id: string
    account_id: string
    kind: string
    resource_id: Generated<string | null>
    party_id: Generated<string | null>
    next_party_id: Generated<string | null>
    old_address: string
    new_address: string
    new_shown: Generated<string | null>
    note: Generated<string | null>
    asked_at: Date
    asked_by: string
    expires_at: Date
    old_confirmed_at: Generated<Date | null>
    new_confirmed_at: Generated<Date | null>
    takes_effect_at: Generated<Date | null>
    stopped_at: Generated<Date | null>
    stopped_by: Generated<string | null>
    stopped_because: Generated<string | null>
    refused_at: Generated<Date | null>
    refused_by: Generated<string | null>
    answer: Generated<string | null>
    cost: Generated<string | null>
    done_on: Generated<string | null>
    done_at: Generated<Date | null>
    done_by: Generated<string | null>
  }
  'sub_account.assignments': {
    id: string
    account_id: string
    person_id: string
    resource_id: Generated<string | null>
    audience: string
    grant_id: string
    version: Generated<number>
    made_at: Date
    changed_at: Date
    changed_by: string
    told_grant: Generated<string | null>
    told_ended: Generated<string | null>
    suspension_id: Generated<string | null>
  }
  'sub_account.holders': {
    resource_id: string
    account_id: string
    party_id: string
    since: Date
  }
  'sub_account.offers': {
    invitation_id: string
    account_id: string
    audience: string
    resource_id: Generated<string | null>
    permissions: string[]
    reason: Generated<string | null>
  }
  'sub_account.policies': {
    account_id: string
    asset_wait_days: number
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'sub_account.reviews_told': {
    account_id: string
    grant_id: string
    why: string
    told_to: string
    told_at: Date
  }
  'sub_account.suspensions': {
    id: string
    account_id: string
    person_id: string
    suspended_at: Date
    suspended_by: string
    note: Generated<string | null>
    over_at: Generated<Date | null>
    over_by: Generated<string | null>
    over_how: Generated<string | null>
  }
  'support_visit.checks': {
    resource_id: string
    account_id: string
    due_at: Date
  }
  'support_visit.connections': {
    id: string
    account_id: string
    resource_id: string
    system: string
    address: string
    login: Generated<string | null>
    options: JsonColumn
    made_at: Date
    made_by: Generated<string | null>
    tested_at: Generated<Date | null>
    version: Generated<string | null>
    trouble: Generated<string | null>
    removed_at: Generated<Date | null>
    removed_by: Generated<string | null>
  }
  'support_visit.guided_artefacts': {
    artefact_id: string
    account_id: string
    platform: string
    guide_version: number
    checked_on: string
    mailbox: string
    agent_id: Generated<string | null>
    rights: Generated<string[]>
    addresses: Generated<string[]>
    old_addresses: Generated<string[]>
    requested: Generated<string[] | null>
    requested_at: Generated<Date | null>
    requested_by: Generated<string | null>
    accepted: Generated<string[] | null>
    accepted_at: Generated<Date | null>
    accepted_by: Generated<string | null>
    let_in_at: Generated<Date | null>
    taken_out_at: Generated<Date | null>
    reminded_times: Generated<number>
    reminded_at: Generated<Date | null>
  }
  'support_visit.inventories': {
    id: string
    account_id: string
    resource_id: string
    system: string
    moment: string
    watch_id: Generated<string | null>
    grant_id: Generated<string | null>
    asked_at: Date
    found: JsonColumn
    error: Generated<string | null>
    told_at: Generated<Date | null>
  }
  'support_visit.left_behind': {
    id: string
    account_id: string
    resource_id: string
    system: string
    watch_id: Generated<string | null>
    kind: string
    found_id: string
    name: string
    first_seen_at: Date
    told_at: Generated<Date | null>
    kept_at: Generated<Date | null>
    kept_by: Generated<string | null>
    note: Generated<string | null>
    removing_at: Generated<Date | null>
    removing_by: Generated<string | null>
    removed_at: Generated<Date | null>
    witness: Generated<string | null>
    cannot: Generated<string | null>
    vanished_at: Generated<Date | null>
  }
  'support_visit.letters': {
    account_id: string
    visit_id: string
    letter: string
    written_at: Date
  }
  'support_visit.networks': {
    id: string
    account_id: string
    network: string
    label: string
    made_at: Date
    made_by: Generated<string | null>
    removed_at: Generated<Date | null>
    removed_by: Generated<string | null>
  }
  'support_visit.policies': {
    account_id: string
    mailbox: Generated<string | null>
    longest_days: number
    request_lapses_days: number
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'support_visit.private_resources': {
    resource_id: string
    account_id: string
    allowed_at: Date
    allowed_by: Generated<string | null>
  }
  'support_visit.recording_chunks': {
    account_id: string
    recording_id: string
    from_byte: number
    to_byte: number
    sealed: Buffer
  }
  'support_visit.recording_policies': {
    account_id: string
    keep_days: number
    changed_at: Date
    changed_by: Generated<string | null>
  }
  'support_visit.recording_watchers': {
    account_id: string
    recording_id: string
    person_id: string
    noted_at: Date
  }
  'support_visit.recordings': {
    id: string
    account_id: string
    entry_id: string
    kind: string
    command: Generated<Buffer | null>
    width: number
    height: number
    begun_at: Date
    seen_at: Date
    ended_at: Generated<Date | null>
    outcome: Generated<string | null>
    bytes: Generated<number | null>
    sha256: Generated<Buffer | null>
    left_out: Generated<number | null>
    destroyed_at: Generated<Date | null>
  }
  'support_visit.request_codes': {
    account_id: string
    code: string
    made_at: Date
    made_by: string
  }
  'support_visit.sightings': {
    id: string
    account_id: string
    artefact_id: string
    what: string
    seen_at: Date
    told_at: Generated<Date | null>
  }
  'support_visit.steps': {
    id: string
    account_id: string
    artefact_id: string
    grant_id: string
    phase: string
    position: number
    key: string
    done_by: string
    needed_from: Generated<string | null>
    link: Generated<string | null>
    confirmed_at: Generated<Date | null>
    confirmed_by: Generated<string | null>
    note: Generated<string | null>
  }
  'support_visit.told_of_secrets': {
    grant_id: string
    account_id: string
    reveals: Generated<number>
    told_at: Generated<Date | null>
    reminders: Generated<number>
  }
  'support_visit.visits': {
    id: string
    account_id: string
    resource_id: string
    request_id: Generated<string | null>
    grant_id: Generated<string | null>
    platform: string
    platform_name: Generated<string | null>
    method: string
    way: Generated<string | null>
    guide_version: number
    agent_id: string
    case_number: Generated<string | null>
    purpose: string
    rights: JsonColumn
    platform_rights: JsonColumn
    agreed_rights: Generated<string[] | null>
    begun_at: Date
    begun_by: string
    side: string
    not_needed_at: Generated<Date | null>
    not_needed_by: Generated<string | null>
    not_needed_because: Generated<string | null>
    told_all_at: Generated<Date | null>
  }
  'support_visit.watched_grants': {
    account_id: string
    watch_id: string
    grant_id: string
    compared_at: Generated<Date | null>
    try_at: Date
    tries: Generated<number>
  }
  'support_visit.watches': {
    id: string
    account_id: string
    resource_id: string
    system: string
    began_at: Date
    over_at: Generated<Date | null>
  }
}
