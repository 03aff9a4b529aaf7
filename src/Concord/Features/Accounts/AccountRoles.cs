using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>
/// Grants, confirms and ends roles, each as one transaction and one after the other, since the rules look at several accounts at once:
/// there is always an administrator; a party's role waits for that party's desk; nobody acts for two sides.
/// </summary>
internal sealed class AccountRoles(Db db, Me me, CurrentProgramme programme, IdentityProviders providers, AccountEvents events, IClock clock)
{
    /// <summary>Several changes of accounts and roles as one, with no other in between.</summary>
    public Task Alone(Func<Task> work) =>
        db.InOneTransaction(async () =>
        {
            await db.TakeTurnAsync(Turn.Roles);
            await work();
        });

    public async Task GrantAsync(Account account, Role role, string? party) =>
        await Alone(async () =>
        {
            await Add(account, role, party);
            await db.SaveChangesAsync();
        });

    /// <summary>Adds the grant; within <see cref="Alone"/>.</summary>
    /// <exception cref="RuleBroken">The role needs a party or must not have one, the account has it already, acts for another side or comes in
    /// through a provider of another side, or it is one's own account.</exception>
    public async Task<RoleGrant> Add(Account account, Role role, string? party)
    {
        if (party is null && RoleGrant.IsOfAParty(role)) throw new RuleBroken("Account.RoleNeedsParty");
        if (party is not null && !RoleGrant.IsOfAParty(role) && role != Role.Translator) throw new RuleBroken("Account.RoleWithoutParty");
        if (party is not null && programme.Now.Parties.All(one => one.Key != party)) throw new RuleBroken("Account.NoSuchParty");

        // A party's role gives nothing until its desk confirms it; the others would at once.
        if (account.Id == me.Id && party is null) throw new RuleBroken("Account.NotYourself");

        var now = clock.GetCurrentInstant();
        var grant = new RoleGrant { Account = account.Id, Role = role, Party = party, GrantedAt = now, GrantedBy = me.Id, ConfirmedAt = party is null ? now : null };
        var held = await db.Grants.Where(one => one.Account == account.Id && one.EndedAt == null).ToListAsync();
        if (held.Any(one => one.Role == role && one.Party == party)) throw new RuleBroken("Account.RoleHeld");
        if (grant.Side is not null && held.Any(one => one.Side is not null && one.Side != grant.Side)) throw new RuleBroken("Account.OneSide");

        var linked = await db.Logins.Where(one => one.UserId == account.Id).Select(one => one.ProviderDisplayName).ToListAsync();
        if (providers.Any(one => linked.Contains(one.Key) && !one.MayBringIn([grant]))) throw new RuleBroken("Account.ProviderOfAnotherSide");

        db.Grants.Add(grant);
        events.Enter(account, "role-granted", role, party);
        return grant;
    }

    /// <summary>Whether a party has, or ever had, a dialogue desk in effect: then only a desk lets anybody in.</summary>
    public Task<bool> HasHadDesk(string party) => db.Grants.AnyAsync(one => one.Role == Role.DialogueDesk && one.Party == party && one.ConfirmedAt != null);

    public Task<bool> HasDesk(string party) => db.Grants.InEffect().AnyAsync(one => one.Role == Role.DialogueDesk && one.Party == party);

    /// <summary>Ends a role at once.</summary>
    /// <param name="may">Which grants the one who asks may end.</param>
    /// <returns>False when there is no such grant.</returns>
    /// <exception cref="RuleBroken">It is the last administrator's.</exception>
    public async Task<bool> EndAsync(Guid id, Func<RoleGrant, bool> may, string happened = "role-ended")
    {
        var found = false;
        await Alone(async () =>
        {
            var grant = await db.Grants.SingleOrDefaultAsync(one => one.Id == id && one.EndedAt == null);
            if (grant is null || !may(grant)) return;
            await MayEnd(grant);

            found = true;
            grant.EndedAt = clock.GetCurrentInstant();
            if (grant.Role == Role.Translator) db.RemoveRange(await db.Assignments.Where(one => one.Account == grant.Account).ToListAsync());
            events.Enter(await db.Accounts.SingleAsync(one => one.Id == grant.Account), happened, grant.Role, grant.Party);
            await db.SaveChangesAsync();
        });
        return found;
    }

    /// <exception cref="RuleBroken">It is the last administrator's.</exception>
    public async Task MayEnd(RoleGrant grant)
    {
        if (grant.Role == Role.Administrator && !await HasAnotherAdministrator(grant)) throw new RuleBroken("Account.LastAdministrator");
    }

    /// <summary>Lets a party's role take effect, as that party's desk.</summary>
    /// <param name="code">What the desk saw: the account's credentials must not have changed since.</param>
    /// <returns>False when nothing waits under this id for this party.</returns>
    public async Task<bool> ConfirmAsync(Guid id, string party, string? code)
    {
        var found = false;
        await Alone(async () =>
        {
            var grant = await db.Grants.SingleOrDefaultAsync(one => one.Id == id && one.Party == party && one.ConfirmedAt == null && one.EndedAt == null);
            if (grant is null) return;

            var account = await db.Accounts.SingleAsync(one => one.Id == grant.Account);
            if (!account.IsOpen) throw new RuleBroken("Account.NotOpenYet");
            if (code != RecognitionCode.Of(account)) throw new RuleBroken("Account.ChangedMeanwhile");

            found = true;
            (grant.ConfirmedAt, grant.ConfirmedBy) = (clock.GetCurrentInstant(), me.Id);
            events.Enter(account, "role-confirmed", grant.Role, party);
            await db.SaveChangesAsync();
        });
        return found;
    }

    /// <summary>The desks that nobody confirmed because they were their party's first, for the eyes of both sides.</summary>
    public async Task<List<FirstDesk>> FirstDesksAsync()
    {
        var claims = await db.Grants.AsNoTracking().Where(one => one.Role == Role.DialogueDesk && one.ConfirmedBy == one.Account).OrderByDescending(one => one.ConfirmedAt).ToListAsync();
        var ids = claims.Select(one => one.Account).ToList();
        var names = await db.Accounts.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name);
        return [.. claims.Select(one => new FirstDesk(one.ConfirmedAt!.Value, names[one.Account], one.Party!, one.EndedAt is not null))];
    }

    private Task<bool> HasAnotherAdministrator(RoleGrant grant) =>
        db.Grants.InEffect().AnyAsync(one => one.Id != grant.Id && one.Account != grant.Account && one.Role == Role.Administrator
            && db.Accounts.Any(account => account.Id == one.Account && (account.PasswordHash != null || account.EmailConfirmed)));
}

internal sealed record FirstDesk(Instant At, Text Name, string Party, bool Ended);
