// The two shortest ways to put a shop behind the gate. Every other proxy, and why each line is there:
// docs/connect-a-shop.md. The key itself stays out of the text, so that a copied snippet can be shown around.

/** nginx: `deskOrigin` is where this console lives, `shopOrigin` where visitors enter, both like https://shop.example. */
export function nginxSnippet(deskOrigin: string, shopOrigin: string | null): string {
  const host = shopOrigin ? new URL(shopOrigin).host : 'shop.example'
  return `server_name ${host};

location / {
    auth_request /_einlass;
    auth_request_set $einlass_location $upstream_http_x_einlass_location;
    error_page 401 =302 $einlass_location;
    proxy_pass http://127.0.0.1:3000;
}

location = /_einlass {
    internal;
    proxy_pass ${deskOrigin}/gate/nginx;
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_set_header X-Einlass-Gate-Key "…";
    proxy_set_header X-Original-Method $request_method;
    proxy_set_header X-Original-URI $request_uri;
    proxy_set_header X-Forwarded-Host $host;
    proxy_set_header X-Forwarded-Proto $scheme;
}
`
}

/** Caddy, as above. */
export function caddySnippet(deskOrigin: string, shopOrigin: string | null): string {
  const host = shopOrigin ? new URL(shopOrigin).host : 'shop.example'
  return `${host} {
    forward_auth ${deskOrigin} {
        uri /gate/caddy
        header_up X-Einlass-Gate-Key "{env.EINLASS_GATE_KEY}"
        copy_headers Remote-User Remote-Name Remote-Email
    }
    reverse_proxy 127.0.0.1:3000
}
`
}
