-- The installation's keys for sealing records. The public half stays for ever, in the clear: old seals are checked with it. The private half is
-- sealed with the keys of data protection, and only the key in use has one.
create table seal_key (
    kid        text        not null primary key,   -- thumbprint of the public half (RFC 7638)
    x          text        not null,               -- coordinates on P-256, base64url
    y          text        not null,
    secret     text,                               -- null: no longer in use
    used_from  timestamptz not null,
    used_until timestamptz                         -- null: in use
);
