-- Which identity provider's word gave a role; null: a person did. What a person has ended, the provider does not give again.
alter table role_grant add column provider text;
alter table role_grant add column ended_by_provider boolean not null default false;

create index account_login_user on account_login (user_id);
