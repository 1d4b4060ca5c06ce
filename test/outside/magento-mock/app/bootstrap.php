<?php
// A MOCK of Magento 2. No Magento is in it. These classes have the names, the methods and the refusals that magento/magento2
// shows in its source, as far as visit.php uses them; what is not here does not exist, and calling it fails:
//   User/Model/User.php, User/Model/UserValidationRules.php, User/Model/ResourceModel/User (saving, unique names, signing in)
//   Security/Model/AdminSessionInfo.php, …/ResourceModel/AdminSessionInfo/Collection.php, …/Plugin/AuthSession.php (sessions)
//   Security/Observer/AfterAdminUserSave.php, …/Model/UserExpirationManager.php (the end of an account)
//   Integration/Model/AdminTokenService.php, Integration/Model/ResourceModel/Oauth/Token/Collection.php
// What it remembers stands in state.json beside it, and a test can let it die at any writing.

namespace {
    define('BP', dirname(__DIR__));
    function mock_state(): array
    {
        return json_decode(file_get_contents(BP . '/state.json'), true);
    }
    function mock_write(callable $change): void
    {
        $file = fopen(BP . '/state.json', 'c+');
        flock($file, LOCK_EX);
        $state = json_decode(stream_get_contents($file), true);
        $dies = $state['dieAt'] !== null && $state['dieAt']-- === 0 ? $state['dieWhen'] : null;
        if ($dies === null || $dies === 'after') {
            $change($state);
        }
        if ($dies !== null) {
            $state['dieAt'] = null;
        }
        ftruncate($file, 0);
        rewind($file);
        fwrite($file, json_encode($state));
        fflush($file);
        flock($file, LOCK_UN);
        if ($dies !== null) {
            posix_kill_self();
        }
    }
    function posix_kill_self(): void
    {
        while (ob_get_level() > 0) {
            ob_end_clean();
        }
        exit(137);
    }
}

namespace Magento\Framework\Exception {
    class LocalizedException extends \Exception {}
    class AuthenticationException extends LocalizedException {}
    class AlreadyExistsException extends LocalizedException {}
}

namespace Magento\Framework {
    class Registry
    {
        public function register(string $key, $value, bool $graceful = false): void {}
    }
}

namespace Magento\Framework\App {
    class State
    {
        public static ?string $area = null;
        public function setAreaCode(string $code): void
        {
            self::$area = $code;
        }
    }
    class ObjectManager
    {
        public function create(string $class)
        {
            if (str_ends_with($class, 'Interface')) {
                $class = [
                    'Magento\Integration\Api\AdminTokenServiceInterface' => \Magento\Integration\Model\AdminTokenService::class,
                    'Magento\Integration\Api\IntegrationServiceInterface' => \Magento\Integration\Model\IntegrationService::class,
                ][$class];
            }
            return new $class();
        }
        public function get(string $class)
        {
            return $this->create($class);
        }
    }
    class Bootstrap
    {
        public static function create(string $root, array $server): self
        {
            $state = \mock_state();
            if ($state['noise']) {
                echo "<br />\n<b>Warning</b>: something old in {$state['noise']}\neinlass-0000:{\"closed\":true}\n";
            }
            if ($state['broken']) {
                throw new \RuntimeException('SQLSTATE[HY000] access denied for magento using password secret-of-the-database');
            }
            return new self();
        }
        public function getObjectManager(): ObjectManager
        {
            return new ObjectManager();
        }
    }
}

namespace Magento\User\Model {
    use Magento\Framework\Exception\{AlreadyExistsException, AuthenticationException, LocalizedException};

    class User
    {
        private const NAMES = ['UserName' => 'username', 'FirstName' => 'firstname', 'LastName' => 'lastname', 'Email' => 'email',
            'Password' => 'password', 'IsActive' => 'is_active', 'RoleId' => 'role_id', 'Id' => 'user_id'];
        private array $data = [];
        private array $changed = [];

        public static function of(array $row): self
        {
            $user = new self();
            $user->data = $row;
            return $user;
        }
        public function __call(string $method, array $arguments)
        {
            $name = self::NAMES[substr($method, 3)] ?? throw new \Error("no method $method");
            if (str_starts_with($method, 'get')) {
                return $this->data[$name] ?? null;
            }
            return $this->setData($name, $arguments[0]);
        }
        public function setData(string $name, $value): self
        {
            if (!in_array($name, [...self::NAMES, 'expires_at'], true)) {
                throw new \Error("no field $name");
            }
            $this->data[$name] = $value;
            $this->changed[] = $name;
            return $this;
        }
        public function load($id): self
        {
            $this->data = \mock_state()['users'][(string) $id] ?? [];
            return $this;
        }
        public function save(): self
        {
            if (\Magento\Framework\App\State::$area !== 'adminhtml') {
                throw new LocalizedException('Area code is not set');
            }
            if (\mock_state()['refusesToSave']) {
                throw new LocalizedException('not saved');
            }
            foreach (['username', 'firstname', 'lastname', 'email', 'password'] as $name) {
                if (!is_string($this->data[$name] ?? null) || $this->data[$name] === '') {
                    throw new LocalizedException("$name is a required field.");
                }
            }
            $isNewPassword = in_array('password', $this->changed, true);
            $password = $this->data['password'];
            if (strlen($this->data['username']) > 40 || !filter_var($this->data['email'], FILTER_VALIDATE_EMAIL)) {
                throw new LocalizedException('Please enter a valid email.');
            }
            if ($isNewPassword && (strlen($password) < 12 || !preg_match('/[a-z].*\d|\d.*[a-z]/iu', $password))) {
                throw new LocalizedException('Your password must be at least 12 characters.');
            }
            if (isset($this->data['expires_at']) && in_array('expires_at', $this->changed, true)
                && !preg_match('/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/', $this->data['expires_at'])) {
                throw new LocalizedException('"Expiration date" must be later than the current date.');
            }
            if ($isNewPassword) {
                $this->data['password'] = 'hash:' . hash('sha256', $password);
            }
            $data = $this->data;
            $failed = null;
            $id = null;
            \mock_write(function (array &$state) use ($data, &$failed, &$id) {
                $id = (string) ($data['user_id'] ?? $state['nextUser']++);
                foreach ($state['users'] as $other) {
                    if ($other['user_id'] !== $id && ($other['username'] === $data['username'] || $other['email'] === $data['email'])) {
                        $failed = 'A user with the same user name or email already exists.';
                        return;
                    }
                }
                $state['users'][$id] = ['user_id' => $id, 'is_active' => (int) $data['is_active']] + $data;
            });
            if ($failed) {
                throw new AlreadyExistsException($failed);
            }
            $this->data['user_id'] = $id;
            return $this;
        }
        public function delete(): self
        {
            if (\mock_state()['refusesToDelete']) {
                throw new LocalizedException('You cannot delete this account.');
            }
            $id = (string) $this->data['user_id'];
            \mock_write(function (array &$state) use ($id) {
                unset($state['users'][$id]);
                foreach (['sessions' => 'user_id', 'tokens' => 'admin_id'] as $table => $key) {
                    $state[$table] = array_values(array_filter($state[$table], fn ($row) => $row[$key] !== $id));
                }
            });
            return $this;
        }
        public function authenticate($username, $password): bool
        {
            $state = \mock_state();
            if ($state['captcha']) {
                throw new AuthenticationException('Incorrect CAPTCHA.');
            }
            foreach ($state['users'] as $row) {
                if ($row['username'] === $username && $row['password'] === 'hash:' . hash('sha256', $password)) {
                    if ((int) $row['is_active'] !== 1) {
                        throw new AuthenticationException('The account sign-in was incorrect or your account is disabled temporarily.');
                    }
                    return true;
                }
            }
            return false;
        }
    }
}

namespace Magento\Mock {
    abstract class Rows implements \IteratorAggregate
    {
        protected array $filters = [];
        abstract protected function rows(): array;
        public function getIterator(): \Iterator
        {
            return new \ArrayIterator(array_values(array_filter($this->rows(), function ($row) {
                foreach ($this->filters as $name => $value) {
                    if ((string) $row->getData($name) !== (string) $value) {
                        return false;
                    }
                }
                return true;
            })));
        }
    }
    class Row
    {
        private $table;
        private $at;
        private array $data;
        private array $getters;
        public function __construct(string $table, int $at, array $data, array $getters)
        {
            [$this->table, $this->at, $this->data, $this->getters] = [$table, $at, $data, $getters];
        }
        public function getData(string $name)
        {
            return $this->data[$name] ?? null;
        }
        public function setData(string $name, $value): self
        {
            $this->data[$name] = $value;
            return $this;
        }
        public function __call(string $method, array $arguments)
        {
            return $this->data[$this->getters[$method] ?? throw new \Error("no method $method")] ?? null;
        }
        public function save(): self
        {
            \mock_write(function (array &$state) {
                $state[$this->table][$this->at] = $this->data;
            });
            return $this;
        }
        public static function all(string $table, array $getters): array
        {
            $rows = [];
            foreach (\mock_state()[$table] as $at => $data) {
                $rows[] = new self($table, $at, $data, $getters);
            }
            return $rows;
        }
    }
}

namespace Magento\User\Model\ResourceModel\User {
    class Collection implements \IteratorAggregate
    {
        public function getIterator(): \Iterator
        {
            return new \ArrayIterator(array_map(fn ($row) => \Magento\User\Model\User::of($row), array_values(\mock_state()['users'])));
        }
    }
}

namespace Magento\Authorization\Model\ResourceModel\Role {
    class Collection extends \Magento\Mock\Rows
    {
        protected function rows(): array
        {
            return \Magento\Mock\Row::all('roles', ['getId' => 'role_id']);
        }
        public function addFieldToFilter(string $name, $value): self
        {
            $this->filters[$name] = $value;
            return $this;
        }
    }
}

namespace Magento\Security\Model {
    class AdminSessionInfo
    {
        public const LOGGED_IN = 1;
        public const LOGGED_OUT = 0;
    }
}

namespace Magento\Security\Model\ResourceModel\AdminSessionInfo {
    class Collection extends \Magento\Mock\Rows
    {
        protected function rows(): array
        {
            return \Magento\Mock\Row::all('sessions', []);
        }
        public function filterByUser($userId, $status = 1, $sessionIdToExclude = null): self
        {
            $this->filters = ['user_id' => $userId, 'status' => $status];
            return $this;
        }
    }
}

namespace Magento\Integration\Model {
    use Magento\Framework\Exception\LocalizedException;

    class AdminTokenService
    {
        public function revokeAdminAccessToken($adminId): bool
        {
            $mine = array_filter(\mock_state()['tokens'], fn ($row) => $row['admin_id'] === (string) $adminId);
            if (count($mine) === 0) {
                throw new LocalizedException('This user has no tokens.');
            }
            \mock_write(function (array &$state) use ($adminId) {
                foreach ($state['tokens'] as &$row) {
                    $row['revoked'] = $row['admin_id'] === (string) $adminId ? 1 : $row['revoked'];
                }
            });
            return true;
        }
    }
    class IntegrationService
    {
        public function get($id)
        {
            foreach (\mock_state()['integrations'] as $row) {
                if ($row['integration_id'] === (string) $id) {
                    return $row;
                }
            }
            throw new LocalizedException('The integration with ID does not exist.');
        }
        public function delete($id): void
        {
            \mock_write(function (array &$state) use ($id) {
                $state['integrations'] = array_values(array_filter($state['integrations'], fn ($row) => $row['integration_id'] !== (string) $id));
            });
        }
    }
}

namespace Magento\Integration\Model\ResourceModel\Oauth\Token {
    class Collection extends \Magento\Mock\Rows
    {
        protected function rows(): array
        {
            return \Magento\Mock\Row::all('tokens', ['getRevoked' => 'revoked']);
        }
        public function addFilterByAdminId($adminId): self
        {
            $this->filters['admin_id'] = $adminId;
            return $this;
        }
    }
}

namespace Magento\Integration\Model\ResourceModel\Integration {
    class Collection extends \Magento\Mock\Rows
    {
        protected function rows(): array
        {
            return \Magento\Mock\Row::all('integrations', ['getId' => 'integration_id', 'getName' => 'name', 'getStatus' => 'status']);
        }
    }
}
