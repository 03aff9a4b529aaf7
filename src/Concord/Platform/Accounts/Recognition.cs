using System.Security.Claims;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Accounts;

/// <summary>Learns who is asking: the cookie names an account, the database says at every request what it may, or that nothing
/// has changed since it said so.</summary>
internal sealed class Recognition
{
    // Asked at every signed-in request, so compiled; of the instance, since one process may hold databases of both kinds (the tests do).
    private readonly Func<Db, Guid, Task<Known?>> find = EF.CompileAsyncQuery((Db db, Guid id) =>
        db.Accounts.AsNoTracking()
            .Where(account => account.Id == id)
            .Select(account => new Known(account, db.Grants.Where(grant => grant.Account == account.Id && grant.EndedAt == null).ToList()))
            .SingleOrDefault());

    /// <summary>Makes the request that of the account its cookie names; of a visitor, when a changed password or a sign-out everywhere has
    /// ended every sign-in.</summary>
    public async Task RecogniseAsync(HttpContext http)
    {
        var known = Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await http.RequestServices.GetRequiredService<Kept>().ForAll($"account {id}", 1, () => FindAsync(http, id), http.RequestAborted)
            : null;
        if (known is null || known.Account.SecurityStamp != http.User.FindFirstValue(AccountsSetup.StampClaim))
        {
            http.User = new(new ClaimsIdentity());
            return;
        }

        Become(http, known);
    }

    /// <summary>Signs somebody in: this answer carries the cookie, and what is left of this request is theirs.</summary>
    public async Task SignInAsync(HttpContext http, Account account)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.StampClaim, account.SecurityStamp!)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new(identity));
        http.User = new(identity);
        Become(http, (await FindAsync(http, account.Id))!);
    }

    /// <summary>Reads in a context of its own: that of the request takes its filters when it is first used, and by then it must be known who reads.</summary>
    private async Task<Known?> FindAsync(HttpContext http, Guid id)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var known = await find(db, id);
        if (known is null || !known.Grants.Any(grant => grant is { Role: Role.Translator, IsInEffect: true })) return known;

        return known with { Assignments = await db.Assignments.AsNoTracking().Where(one => one.Account == id).ToListAsync(http.RequestAborted) };
    }

    private static void Become(HttpContext http, Known known) => http.RequestServices.GetRequiredService<Me>().Is(known.Account, known.Grants, known.Assignments);

    private sealed record Known(Account Account, List<RoleGrant> Grants)
    {
        public IReadOnlyList<Assignment> Assignments { get; init; } = [];
    }
}
