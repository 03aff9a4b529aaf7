using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>Brings an account's roles into line with what its identity provider says of it now.</summary>
internal sealed class ProviderRoles(Db db, AccountEvents events, IClock clock)
{
    /// <summary>
    /// Adds what is new and ends what the provider itself gave and no longer gives; within <see cref="AccountRoles.Alone"/>. A party's
    /// role waits for that party's desk as any other does. What a person granted or ended stays as that person left it.
    /// </summary>
    /// <param name="told">Whether the account's owner is told of each.</param>
    /// <returns>The roles that were added.</returns>
    public async Task<IReadOnlyList<Role>> FollowAsync(Account account, IdentityProvider provider, IReadOnlyList<Role> given, bool told)
    {
        var added = new List<Role>();
        var now = clock.GetCurrentInstant();
        var grants = await db.Grants.Where(one => one.Account == account.Id).ToListAsync();
        foreach (var grant in grants.Where(one => one.EndedAt is null && one.Provider == provider.Key && !given.Contains(one.Role)))
        {
            (grant.EndedAt, grant.EndedByProvider) = (now, true);
            if (grant.Role == Role.Translator) db.RemoveRange(await db.Assignments.Where(one => one.Account == account.Id).ToListAsync());
            events.Enter(account, "provider-ended", grant.Role, grant.Party, provider: provider.Key, told: told);
        }

        foreach (var role in given.Where(role => IdentityProvider.MayGive(role, provider.Party)))
        {
            if (grants.Any(one => one.Role == role && one.Party == provider.Party && (one.EndedAt is null || (one.Provider == provider.Key && !one.EndedByProvider)))) continue;

            db.Grants.Add(new()
            {
                Account = account.Id,
                Role = role,
                Party = provider.Party,
                GrantedAt = now,
                ConfirmedAt = provider.Party is null ? now : null,
                Provider = provider.Key,
            });
            added.Add(role);
            events.Enter(account, "provider-granted", role, provider.Party, provider: provider.Key, told: told);
        }

        return added;
    }
}
