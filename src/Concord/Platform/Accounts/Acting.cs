using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Accounts;

/// <summary>Works for somebody who is not there: what is written to them is written with their eyes.</summary>
internal static class Acting
{
    /// <summary>Makes a scope that of an account: from here on it reads what that account may read.</summary>
    /// <returns>Null when there is no such account.</returns>
    public static async Task<Account?> AsAsync(IServiceProvider scope, Guid id, CancellationToken stop)
    {
        // In a context of its own: that of the scope takes its filters when it is first used, and by then it must be known who reads.
        await using var asking = scope.CreateAsyncScope();
        var db = asking.ServiceProvider.GetRequiredService<Db>();
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop) is not { } account) return null;

        var grants = await db.Grants.AsNoTracking().Where(grant => grant.Account == id && grant.EndedAt == null).ToListAsync(stop);
        var assignments = await db.Assignments.AsNoTracking().Where(one => one.Account == id).ToListAsync(stop);
        scope.GetRequiredService<Me>().Is(account, grants, grants.Any(grant => grant is { Role: Role.Translator, IsInEffect: true }) ? assignments : []);
        return account;
    }
}
