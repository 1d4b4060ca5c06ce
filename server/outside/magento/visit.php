<?php
// Runs inside of the shop, fed to php on its standard input together with what is asked ($asked), so that nothing of it
// stands in an argument list, an environment or a file. It prints one line of JSON behind a mark that nobody else knows;
// whatever Magento prints besides is ignored. It never prints a message of an exception: those may hold anything.
ob_start();
$answer = ['error' => 'bootstrap'];
try {
    require $asked['root'] . '/app/bootstrap.php';
    $objects = \Magento\Framework\App\Bootstrap::create(BP, $_SERVER)->getObjectManager();
    $objects->get(\Magento\Framework\App\State::class)->setAreaCode('adminhtml');
    $objects->get(\Magento\Framework\Registry::class)->register('isSecureArea', true, true);

    $allUsers = function () use ($objects) {
        return $objects->create(\Magento\User\Model\ResourceModel\User\Collection::class);
    };
    $show = function ($user) {
        return [
            'id' => (string) $user->getId(),
            'login' => (string) $user->getUserName(),
            'email' => (string) $user->getEmail(),
            'name' => $user->getFirstName() . ' ' . $user->getLastName(),
            'active' => (int) $user->getIsActive() === 1,
        ];
    };
    $load = function ($id) use ($objects) {
        return $objects->create(\Magento\User\Model\User::class)->load($id);
    };
    $revokeTokens = function ($userId) use ($objects) {
        try {
            $objects->get(\Magento\Integration\Api\AdminTokenServiceInterface::class)->revokeAdminAccessToken($userId);
        } catch (\Magento\Framework\Exception\LocalizedException $thrown) {
            // Some versions throw this for somebody who has no tokens; whether there are any is asked afterwards.
        }
    };
    // Ours is who has our login, or the number that we know together with our mailbox; the number alone does not suffice.
    $sortOut = function () use ($asked, $allUsers) {
        $found = ['ours' => [], 'doubtful' => [], 'strangers' => []];
        foreach ($allUsers() as $user) {
            $hasLogin = $user->getUserName() === $asked['login'];
            $hasMailbox = $asked['mailbox'] !== null
                && strcasecmp((string) $user->getEmail(), $asked['mailbox']) === 0;
            $hasNumber = (string) $user->getId() === (string) $asked['userId'];
            if ($hasLogin || ($hasNumber && $hasMailbox)) {
                $found['ours'][] = $user;
            } elseif ($hasNumber) {
                $found['doubtful'][] = $user;
            } elseif ($hasMailbox) {
                $found['strangers'][] = $user;
            }
        }
        return $found;
    };
    $openSessions = function ($userId) use ($objects) {
        $sessions = $objects->create(\Magento\Security\Model\ResourceModel\AdminSessionInfo\Collection::class);
        $sessions->filterByUser($userId, \Magento\Security\Model\AdminSessionInfo::LOGGED_IN);
        return $sessions;
    };
    $roleId = function ($name) use ($objects) {
        $roles = $objects->create(\Magento\Authorization\Model\ResourceModel\Role\Collection::class);
        $roles->addFieldToFilter('role_type', 'G')->addFieldToFilter('role_name', $name);
        $ids = [];
        foreach ($roles as $role) {
            $ids[] = (int) $role->getId();
        }
        return count($ids) === 1 ? $ids[0] : null;
    };
    // The same check as at the sign-in page. Only its plain "no" is a refusal; what it throws may have other causes.
    $tryPassword = function () use ($asked, $objects) {
        if ($asked['password'] === null) {
            return 'untried';
        }
        try {
            $user = $objects->create(\Magento\User\Model\User::class);
            return $user->authenticate($asked['login'], $asked['password']) ? 'accepted' : 'refused';
        } catch (\Throwable $thrown) {
            return 'unsure';
        }
    };
    // First what lets in, then what is inside, then the account: dying in between leaves less than before. Each step is
    // tried even if the one before failed; true if afterwards nobody gets in with it.
    $cutOff = function ($user) use ($asked, $openSessions, $load, $revokeTokens) {
        $userId = $user->getId();
        $isPowerless = false;
        try {
            $user->setIsActive(0);
            $user->setPassword($asked['newPassword']);
            if ($asked['mailbox'] !== null) {
                $user->setEmail($asked['mailbox']);
            }
            $user->save();
            $isPowerless = true;
        } catch (\Throwable $thrown) {
        }
        foreach ($openSessions($userId) as $session) {
            $session->setData('status', \Magento\Security\Model\AdminSessionInfo::LOGGED_OUT)->save();
        }
        $revokeTokens($userId);
        try {
            $load($userId)->delete();
        } catch (\Throwable $thrown) {
        }
        return $isPowerless || !$load($userId)->getId();
    };
    $countTokens = function ($userId) use ($objects) {
        $tokens = $objects->create(\Magento\Integration\Model\ResourceModel\Oauth\Token\Collection::class);
        $tokens->addFilterByAdminId($userId);
        $alive = 0;
        foreach ($tokens as $token) {
            $alive += (int) $token->getRevoked() === 1 ? 0 : 1;
        }
        return $alive;
    };

    switch ($asked['do']) {
        case 'test':
            $answer = ['role' => $roleId($asked['role']) !== null, 'users' => count(iterator_to_array($allUsers()))];
            break;

        case 'open':
            $found = $sortOut();
            if ($found['doubtful'] || (!$found['ours'] && $found['strangers'])) {
                $answer = ['refused' => $found['doubtful'] ? 'doubtful' : 'stranger'];
                break;
            }
            $user = $found['ours'] ? $load($found['ours'][0]->getId()) : $objects->create(\Magento\User\Model\User::class);
            if ($user->getId() && (string) $user->getId() === (string) $asked['userId']) {
                $answer = ['user' => $show($user)];
                break;
            }
            $role = $roleId($asked['role']);
            if ($role === null) {
                $answer = ['refused' => 'role'];
                break;
            }
            $user->setUserName($asked['login']);
            $user->setFirstName('Einlass');
            $user->setLastName($asked['name']);
            $user->setEmail($asked['mailbox']);
            $user->setPassword($asked['password']);
            $user->setIsActive(1);
            $user->setRoleId($role);
            if ($asked['expiresAt'] !== null) {
                $user->setData('expires_at', $asked['expiresAt']);
            }
            $user->save();
            $answer = ['user' => $show($load($user->getId()))];
            break;

        case 'close':
            $found = $sortOut();
            if ($found['doubtful']) {
                $answer = ['refused' => 'doubtful'];
                break;
            }
            $answer = ['closed' => true];
            foreach ($found['ours'] as $user) {
                $answer['closed'] = $cutOff($load($user->getId())) && $answer['closed'];
            }
            break;

        case 'confirm':
            $found = $sortOut();
            $ids = array_map(function ($user) {
                return $user->getId();
            }, $found['ours']);
            if ($asked['userId'] !== null && !$found['doubtful']) {
                $ids[] = $asked['userId'];
            }
            $answer = [
                'doubtful' => count($found['doubtful']) > 0,
                'left' => array_map($show, $found['ours']),
                'sessions' => array_sum(array_map(function ($id) use ($openSessions) {
                    return count(iterator_to_array($openSessions($id)));
                }, array_unique($ids))),
                'tokens' => array_sum(array_map($countTokens, array_unique($ids))),
                'password' => $tryPassword(),
            ];
            break;

        case 'inventory':
            $answer = ['users' => [], 'integrations' => [], 'tokens' => []];
            foreach ($allUsers() as $user) {
                $answer['users'][] = $show($user);
                $alive = $countTokens($user->getId());
                if ($alive > 0) {
                    $answer['tokens'][] = ['id' => (string) $user->getId(), 'login' => (string) $user->getUserName()];
                }
            }
            foreach ($objects->create(\Magento\Integration\Model\ResourceModel\Integration\Collection::class) as $one) {
                $answer['integrations'][] = [
                    'id' => (string) $one->getId(),
                    'name' => (string) $one->getName(),
                    'active' => (int) $one->getStatus() === 1,
                ];
            }
            break;

        case 'remove':
            if ($asked['kind'] === 'admin') {
                $user = $load($asked['id']);
                if ($user->getId()) {
                    $cutOff($user);
                }
                $answer = ['removed' => !$load($asked['id'])->getId()];
            } elseif ($asked['kind'] === 'integration') {
                $service = $objects->get(\Magento\Integration\Api\IntegrationServiceInterface::class);
                try {
                    $service->get($asked['id']);
                    $isThere = true;
                } catch (\Magento\Framework\Exception\LocalizedException $thrown) {
                    $isThere = false;
                }
                if ($isThere) {
                    $service->delete($asked['id']);
                }
                $answer = ['removed' => true];
            } elseif ($asked['kind'] === 'admin-token') {
                $revokeTokens($asked['id']);
                $answer = ['removed' => $countTokens($asked['id']) === 0];
            }
            break;
    }
} catch (\Throwable $thrown) {
    $parts = explode('\\', get_class($thrown));
    $answer = ['error' => end($parts)];
}
while (ob_get_level() > 0) {
    ob_end_clean();
}
echo "\n", $asked['mark'], json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR), "\n";
