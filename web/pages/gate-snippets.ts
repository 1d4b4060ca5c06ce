// The shortest way to put a shop behind the gate, for the two proxies that most have. Every other proxy, WebSockets, and
// why each line is there: docs/connect-a-shop.md.

/**
 * nginx, for the `server` block of the shop. `deskOrigin` is where this console lives, `shopOrigin` where visitors
 * enter, both like https://shop.example.
 */
export function nginxSnippet(deskOrigin: string, shopOrigin: string | null, key: string): string {
  return `# ${shopOrigin ?? 'https://shop.example'}
proxy_set_header X-Einlass-Gate-Key "${key}";
proxy_set_header X-Forwarded-Host $http_host;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Original-Method $request_method;
proxy_set_header X-Original-URI $request_uri;

location /.einlass/ {
    proxy_pass ${deskOrigin}/gate/;
}
location = /.einlass-question {
    internal;
    proxy_pass ${deskOrigin}/gate/nginx;
    proxy_method GET;
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_set_header X-Einlass-Gate-Key "${key}";
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Original-Method $request_method;
    proxy_set_header X-Original-URI $request_uri;
}
location = /.einlass-refused {
    internal;
    proxy_pass ${deskOrigin}/gate/refused;
    proxy_method GET;
}
location @enter {
    if ($einlass_location = "") { return 401; }
    return 302 $einlass_location;
}
location / {
    auth_request /.einlass-question;
    auth_request_set $einlass_location $upstream_http_x_einlass_location;
    auth_request_set $einlass_assertion $upstream_http_x_einlass_assertion;
    auth_request_set $einlass_user $upstream_http_remote_user;
    auth_request_set $einlass_groups $upstream_http_remote_groups;
    error_page 401 = @enter;
    error_page 403 = /.einlass-refused;

    # Own headers here, so that the key above never reaches the shop.
    proxy_set_header Host $http_host;
    proxy_set_header X-Einlass-Assertion $einlass_assertion;
    proxy_set_header Remote-User $einlass_user;
    proxy_set_header Remote-Groups $einlass_groups;
    proxy_pass http://127.0.0.1:3000;
}
`
}

/** Caddy, as a whole site. The key comes from the environment of Caddy. */
export function caddySnippet(deskOrigin: string, shopOrigin: string | null, key: string): string {
  return `# EINLASS_GATE_KEY=${key}
${shopOrigin ?? 'https://shop.example'} {
    handle_path /.einlass/* {
        rewrite * /gate{path}
        reverse_proxy ${deskOrigin} {
            header_up X-Einlass-Gate-Key {$EINLASS_GATE_KEY}
            header_up Host {upstream_hostport}
        }
    }
    handle {
        forward_auth ${deskOrigin} {
            uri /gate/caddy?
            header_up X-Einlass-Gate-Key {$EINLASS_GATE_KEY}
            copy_headers X-Einlass-Assertion Remote-User Remote-Groups
        }
        reverse_proxy 127.0.0.1:3000
    }
}
`
}
