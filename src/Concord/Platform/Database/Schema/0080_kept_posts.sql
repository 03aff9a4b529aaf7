-- What somebody had sent whose sign-in had expired, while they are away at their identity provider. The key is in their browser and nowhere else.
create table kept_post (
    id      uuid        not null primary key,
    account uuid        not null references account,
    sealed  text        not null,  -- base64 of nonce, tag and AES-256-GCM of the form
    made_at timestamptz not null   -- gone after an hour
);
create index kept_post_account on kept_post (account);
create index kept_post_made_at on kept_post (made_at);
