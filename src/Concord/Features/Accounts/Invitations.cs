using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Makes one-time links and does what their bearers come for.</summary>
internal sealed class Invitations(Db db, Me me, AccountRoles roles, AccountEvents events, Credentials credentials, ILookupNormalizer names, MailServer mail, MailSecret secrets, IClock clock)
{
    /// <summary>Asked for by mail again, the last link is still fresh.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>Whether a link goes to its owner by mail; otherwise whoever makes it hands it over.</summary>
    public bool AreMailed => mail.IsSetUp;

    /// <summary>Opens an account for somebody, to be taken over by the bearer of the link.</summary>
    /// <returns>The account, and the token of the link: it is shown once and kept nowhere.</returns>
    /// <exception cref="RuleBroken">There is such an account already, or the role is refused.</exception>
    public async Task<(Account Account, string Token)> InviteAsync(string? email, Text name, string language, Role role, string? party)
    {
        var account = new Account { Id = Guid.CreateVersion7(), Name = name, Language = language };
        Rename(account, email);
        var token = "";
        await roles.Alone(async () =>
        {
            if (await IsTaken(email)) throw new RuleBroken("Account.EmailTaken");

            db.Accounts.Add(account);
            await db.SaveChangesAsync();
            events.Enter(account, "invited");
            await roles.Add(account, role, party);
            token = await NewLink(account, party is not null && role == Role.DialogueDesk && await MayClaim(party, me.Id));
            await db.SaveChangesAsync();
        });
        return (account, token);
    }

    /// <summary>A new link for an account: it opens one that is not open yet, and resets one that is. Earlier links end.</summary>
    public async Task<string> NewLinkAsync(Account account)
    {
        var token = "";
        await roles.Alone(async () =>
        {
            var desk = await db.Grants.FirstOrDefaultAsync(one => one.Account == account.Id && one.Role == Role.DialogueDesk && one.ConfirmedAt == null && one.EndedAt == null);
            token = await NewLink(account, !account.IsOpen && desk is not null && await MayClaim(desk.Party!, me.Id));
            events.Enter(account, account.IsOpen ? "reset-offered" : "invited-again");
            await db.SaveChangesAsync();
        });
        return token;
    }

    /// <summary>Mails a link to the account with this address, if there is one that has a password or a passkey to lose. Who comes through an
    /// identity provider alone has none, and the provider's word must not be got round.</summary>
    public async Task OfferAsync(string email, CancellationToken stop)
    {
        var normal = names.NormalizeEmail(email);
        var now = clock.GetCurrentInstant();
        var lately = now - Pause;
        await roles.Alone(async () =>
        {
            var account = await db.Accounts.SingleOrDefaultAsync(one => one.NormalizedEmail == normal, stop);
            if (account is not { IsOpen: true } || (account.PasswordHash is null && !await db.Passkeys.AnyAsync(one => one.Account == account.Id, stop))) return;
            if (await db.Invitations.AnyAsync(one => one.Account == account.Id && one.UsedAt == null && one.ExpiresAt > now && one.MadeAt > lately, stop)) return;

            await NewLink(account, false);
            events.Enter(account, "forgotten");
            await db.SaveChangesAsync(stop);
        });
    }

    /// <summary>The link with this token and its account; null when it does not work, for whatever reason.</summary>
    public async Task<(Invitation Invitation, Account Account)?> FindAsync(string token)
    {
        var hash = Invitation.HashOf(token);
        var invitation = await db.Invitations.SingleOrDefaultAsync(one => one.TokenHash == hash);
        if (invitation is null || !invitation.Works(clock.GetCurrentInstant())) return null;
        return (invitation, await db.Accounts.SingleAsync(one => one.Id == invitation.Account));
    }

    /// <summary>Uses the link, once however often the form is sent.</summary>
    /// <param name="chosen">What to sign in with from now on.</param>
    /// <param name="email">For an account that has none yet; else null.</param>
    /// <returns>What came of it; <see cref="Accepted.No"/> when the link has been used meanwhile.</returns>
    public async Task<(Accepted Outcome, Account? Account, Invitation? Invitation)> AcceptAsync(string token, NewCredentials chosen, string? email, Text? name)
    {
        var now = clock.GetCurrentInstant();
        (Accepted, Account?, Invitation?) outcome = (Accepted.No, null, null);
        await roles.Alone(async () =>
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(token) is not { } found) return;

            var (invitation, account) = found;
            if (account.Email is null && await IsTaken(email)) throw new RuleBroken("Account.EmailTaken");

            invitation.Use(now);
            if (account.IsOpen && await WaitsForDesk(account) is { } party)
            {
                invitation.Wait(chosen);
                events.Enter(account, "reset-asked", null, party);
                outcome = (Accepted.Waits, account, invitation);
            }
            else
            {
                var resets = account.IsOpen;
                if (account.Email is null) Rename(account, email);
                if (name is { IsEmpty: false } && account.Name.IsEmpty) account.Name = name;
                await credentials.ReplaceAsync(account, chosen);
                await EndOthers(account, invitation, now);
                me.Is(account, [], []); // what follows is entered as theirs
                events.Enter(account, resets ? "reset-done" : "accepted");
                if (invitation.Claims) await Claim(account, invitation.MadeBy, now);
                outcome = (Accepted.Yes, account, invitation);
            }

            await db.SaveChangesAsync();
        });
        return outcome;
    }

    /// <summary>Uses the link for an account that is opened in another way than by a password; within <see cref="AccountRoles.Alone"/>.</summary>
    public async Task UseAsync(string token)
    {
        if (await FindAsync(token) is not { } found) throw new InvalidOperationException("The link was looked at within the same transaction.");

        var now = clock.GetCurrentInstant();
        found.Invitation.Use(now);
        events.Enter(found.Account, "accepted");
        if (found.Invitation.Claims) await Claim(found.Account, found.Invitation.MadeBy, now);
    }

    /// <summary>As a party's desk, lets the new credentials of an account take effect, or refuses them.</summary>
    /// <returns>False when no such reset waits for this party.</returns>
    public async Task<bool> DecideAsync(Guid id, string party, bool confirms, string? code)
    {
        var found = false;
        await roles.Alone(async () =>
        {
            var reset = await db.Invitations.SingleOrDefaultAsync(one => one.Id == id && one.Waits);
            if (reset is null || !await HoldsRoleOf(reset.Account, party)) return;
            if (confirms && code != RecognitionCode.Of(reset)) throw new RuleBroken("Account.ChangedMeanwhile");

            found = true;
            var account = await db.Accounts.SingleAsync(one => one.Id == reset.Account);
            var now = clock.GetCurrentInstant();
            if (confirms)
            {
                await credentials.ReplaceAsync(account, reset.Brought());
                await EndOthers(account, reset, now);
            }

            reset.Decide(me.Id, now);
            events.Enter(account, confirms ? "reset-confirmed" : "reset-refused", null, party);
            await db.SaveChangesAsync();
        });
        return found;
    }

    public async Task<bool> IsTaken(string? email)
    {
        var normal = names.NormalizeEmail(email?.Trim());
        return normal is not null && await db.Accounts.AnyAsync(one => one.NormalizedEmail == normal);
    }

    public Task<bool> HoldsRoleOf(Guid account, string party) =>
        db.Grants.InEffect().AnyAsync(one => one.Account == account && one.Party == party);

    /// <summary>No other link, and no other new credentials that wait, outlive a reset: somebody else may hold them.</summary>
    private async Task EndOthers(Account account, Invitation used, Instant now)
    {
        foreach (var other in await db.Invitations.Where(one => one.Account == account.Id && one.Id != used.Id && (one.Waits || one.UsedAt == null)).ToListAsync())
        {
            if (other.Waits) other.Decide(me.Id, now);
            else other.Replace(now);
        }
    }

    private void Rename(Account account, string? email)
    {
        account.UserName = account.Email = email?.Trim();
        account.NormalizedUserName = account.NormalizedEmail = names.NormalizeEmail(account.Email);
        account.SecurityStamp ??= Guid.NewGuid().ToString("n");
    }

    private async Task<string> NewLink(Account account, bool claims)
    {
        var now = clock.GetCurrentInstant();
        foreach (var earlier in await db.Invitations.Where(one => one.Account == account.Id && one.UsedAt == null).ToListAsync()) earlier.Replace(now);

        var (invitation, token) = Invitation.For(account, claims, me.Id, now);
        db.Invitations.Add(invitation);
        if (AreMailed && account.Email is not null) db.Post(account.Id, new OneTimeLink(account.IsOpen, invitation.ExpiresAt.ToUnixTimeSeconds()), secrets.Seal(token));
        return token;
    }

    /// <summary>Through an administrator only as long as the party never had a desk; through whoever holds the installation, while it has none.</summary>
    private async Task<bool> MayClaim(string party, Guid? by) => by is null ? !await roles.HasDesk(party) : !await roles.HasHadDesk(party);

    private async Task Claim(Account account, Guid? invitedBy, Instant now)
    {
        var desk = await db.Grants.FirstOrDefaultAsync(one => one.Account == account.Id && one.Role == Role.DialogueDesk && one.ConfirmedAt == null && one.EndedAt == null);
        if (desk?.Party is not { } party || !await MayClaim(party, invitedBy)) return; // another was quicker: this one waits for its confirmation

        (desk.ConfirmedAt, desk.ConfirmedBy) = (now, account.Id);
        events.Enter(account, "desk-claimed", desk.Role, party, Audience.Parties);
    }

    /// <summary>The party whose desk must confirm new credentials of this account; null for none.</summary>
    private Task<string?> WaitsForDesk(Account account) =>
        db.Grants.InEffect().Where(one => one.Account == account.Id && one.Party != null).Select(one => one.Party).FirstOrDefaultAsync();
}

internal enum Accepted
{
    No,
    Yes,

    /// <summary>The party's desk must confirm it first.</summary>
    Waits,
}
