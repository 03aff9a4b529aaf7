using System.Security.Claims;
using Concord.Platform.Database;
using Concord.Platform.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>Learns who is asking: the cookie names a sign-in, the database says at every request whose it is and what they may, or that
/// nothing has changed since it said so.</summary>
internal sealed class Recognition(IClock clock, Pulse pulse)
{
    // Asked at every signed-in request, so compiled; of the instance, since one process may hold databases of both kinds (the tests do).
    private readonly Func<Db, Guid, Task<Known?>> find = EF.CompileAsyncQuery((Db db, Guid id) =>
        db.SignIns.AsNoTracking()
            .Where(signIn => signIn.Id == id && signIn.EndedAt == null)
            .Join(db.Accounts, signIn => signIn.Account, account => account.Id, (signIn, account) => new { signIn, account })
            .Where(both => both.signIn.Stamp == both.account.SecurityStamp)
            .Select(both => new Known(both.signIn, both.account, db.Grants.Where(grant => grant.Account == both.account.Id && grant.EndedAt == null).ToList()))
            .SingleOrDefault());

    /// <summary>Makes the request that of the account whose sign-in the cookie names; of a visitor, when that has ended.</summary>
    /// <param name="noteSeen">Whether somebody is at work, so that the sign-in counts as used.</param>
    public async Task RecogniseAsync(HttpContext http, bool noteSeen = true)
    {
        var now = clock.GetCurrentInstant();
        var known = Guid.TryParse(http.User.FindFirstValue(AccountsSetup.SignInClaim), out var id)
            ? await http.RequestServices.GetRequiredService<Kept>().ForAll($"sign-in {id}", 1, () => FindAsync(http, id), http.RequestAborted)
            : null;
        if (known is null || known.SignIn.HasExpired(now))
        {
            http.User = new(new ClaimsIdentity());
            return;
        }

        Become(http, known);
        if (now - known.SignIn.SeenAt >= SignIn.Grain && noteSeen) await NoteSeen(http, known.SignIn, now);
    }

    /// <summary>Asks again whether a sign-in still holds, for something that outlives its request, and makes a piece of work that of its account.</summary>
    /// <returns>False when it has ended: nothing is to be done for it any more.</returns>
    public async Task<bool> AgainAsync(IServiceProvider work, ClaimsPrincipal user, CancellationToken stop)
    {
        var http = new DefaultHttpContext { RequestServices = work, User = user, RequestAborted = stop };
        await RecogniseAsync(http, noteSeen: false);
        return http.User.Identity is { IsAuthenticated: true };
    }

    /// <summary>Signs somebody in: this answer carries the cookie, and what is left of this request is theirs. The sign-in that this browser
    /// had before ends. Of a browser that has not signed in to the account before, its owner is told by mail.</summary>
    /// <param name="provedAt">When they proved who they are; null: just now.</param>
    public async Task SignInAsync(HttpContext http, Account account, SignInMethod how, Instant? provedAt = null)
    {
        var signIn = SignIn.Of(account, how, http.Request.Headers.UserAgent.ToString(), clock.GetCurrentInstant());
        signIn.ProvedAt = provedAt ?? signIn.ProvedAt;
        await using (var scope = http.RequestServices.CreateAsyncScope())
        {
            // In a context of its own: what the page has still to save is its own affair.
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            var me = http.RequestServices.GetRequiredService<Me>();
            var before = me.SignIn?.Id;
            var isNews = me.Id != account.Id && account.Email is { } email && !Remembered(http, email);
            await db.InOneTransaction(async () =>
            {
                if (before is not null) await EndAsync(db, before.Value);
                db.SignIns.Add(signIn);
                if (isNews) db.Post(account.Id, SecurityEvent.NewDevice(signIn));
                await db.SaveChangesAsync();
            });
        }

        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.SignInClaim, signIn.Id.ToString())],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new(identity));
        http.User = new(identity);
        Become(http, (await FindAsync(http, signIn.Id))!);
        pulse.SignedIn(how);
    }

    /// <summary>Whether the browser was known; from now on it is.</summary>
    private static bool Remembered(HttpContext http, string email)
    {
        var throttle = http.RequestServices.GetRequiredService<SignInThrottle>();
        var known = throttle.Knows(http, email);
        throttle.Remember(http, email);
        return known;
    }

    /// <summary>Whose this sign-in is has proved it again.</summary>
    public async Task ProvedAsync(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<Db>();
        var (signIn, now) = (http.RequestServices.GetRequiredService<Me>().SignIn!, clock.GetCurrentInstant());
        await db.InOneTransaction(() => db.SignIns.Where(one => one.Id == signIn.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ProvedAt, now)));
    }

    /// <summary>Ends the sign-in of this browser.</summary>
    public async Task SignOutAsync(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<Db>();
        if (http.RequestServices.GetRequiredService<Me>().SignIn is { } signIn) await db.InOneTransaction(() => EndAsync(db, signIn.Id));
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private Task<int> EndAsync(Db db, Guid signIn)
    {
        var now = clock.GetCurrentInstant();
        return db.SignIns.Where(one => one.Id == signIn && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, now));
    }

    private static async Task NoteSeen(HttpContext http, SignIn signIn, Instant now)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.InOneTransaction(() => db.SignIns.Where(one => one.Id == signIn.Id && one.SeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(one => one.SeenAt, now)));
    }

    /// <summary>Reads in a context of its own: that of the request takes its filters when it is first used, and by then it must be known who reads.</summary>
    private async Task<Known?> FindAsync(HttpContext http, Guid id)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var known = await find(db, id);
        if (known is { SignIn.Method: SignInMethod.Password, Account.TwoFactorEnabled: false })
        {
            known = known with { LacksSecondFactor = !await SecondFactor.MayDoWithoutAsync(db, known.Grants.Where(grant => grant.IsInEffect), http.RequestAborted) };
        }

        if (known is null || !known.Grants.Any(grant => grant is { Role: Role.Translator, IsInEffect: true })) return known;

        return known with { Assignments = await db.Assignments.AsNoTracking().Where(one => one.Account == known.Account.Id).ToListAsync(http.RequestAborted) };
    }

    private static void Become(HttpContext http, Known known) => http.RequestServices.GetRequiredService<Me>().Is(known.Account, known.Grants, known.Assignments, known.SignIn, known.LacksSecondFactor);

    private sealed record Known(SignIn SignIn, Account Account, List<RoleGrant> Grants)
    {
        public IReadOnlyList<Assignment> Assignments { get; init; } = [];

        public bool LacksSecondFactor { get; init; }
    }
}
