using System.Security.Claims;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using Concord.Platform.Outbox;
using Concord.Platform.Scheduled;
using Concord.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Testing;

namespace Concord.Tests.Support;

/// <summary>The real application on a real database and a real port, with only the clock in our hands.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly string[] arguments;
    private readonly bool isBeside;

    private App(WebApplication web, string[] arguments, FakeClock clock, bool isBeside = false)
    {
        (this.web, this.arguments, Clock, this.isBeside) = (web, arguments, clock, isBeside);
        Address = new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public FakeClock Clock { get; }

    public IServiceProvider Services => web.Services;

    public string DataFolder => arguments[1];

    /// <summary>Null: on SQLite.</summary>
    public string? Postgres => Array.IndexOf(arguments, "--postgres") is > 0 and var at ? arguments[at + 1] : null;

    /// <summary>The options that lead another program, such as the command line, to the same database.</summary>
    public IReadOnlyList<string> Where => arguments;

    public WebApplication Web => web;

    /// <summary>The root of the checkout: found from where the tests stand.</summary>
    public static string Root { get; } = FindRoot();

    public static string Mmsp => Path.Combine(Root, "programmes", "mmsp");

    public static string Tiny => Path.Combine(Root, "tests", "programmes", "tiny");

    /// <summary>Starts the application. The demonstration's accounts are there for every role.</summary>
    /// <param name="programme">Folder of the programme; null: MMSP; empty: none at all.</param>
    /// <param name="also">Adds to the application before it starts: pages that only a test has.</param>
    /// <param name="settings">Further settings, as on the command line.</param>
    /// <param name="prepare">Changes the database once, before it is copied; the name tells it from other preparations.</param>
    public static async Task<App> On(Database database, string? programme = null, bool demo = true, Action<WebApplication>? also = null, (string Name, Func<App, Task> Change)? prepare = null, IReadOnlyList<string>? settings = null)
    {
        var clock = new FakeClock(Instant.FromUtc(2026, 11, 23, 8, 0));
        var arguments = await Databases.CopyAsync(database, programme ?? Mmsp, demo, async template =>
        {
            await using var once = await Start(template, clock);
            if (prepare is { } first) await first.Change(once);
            await once.Settle();
        }, prepare?.Name ?? "");
        return await Start([.. arguments, .. settings ?? []], clock, also);
    }

    /// <summary>A second node on the same database; it ends before the first.</summary>
    /// <param name="change">Makes it a node of another version.</param>
    public async Task<App> Beside(Action<WebApplicationBuilder>? change = null)
    {
        var node = await Start(arguments, Clock, change: change);
        return new(node.web, arguments, Clock, isBeside: true);
    }

    /// <summary>Serves nobody and does no work any more; its database can still be looked into.</summary>
    public Task Rest() => web.StopAsync();

    public Browser AsVisitor() => new(this, null);

    /// <summary>Somebody with a demonstration account of this role.</summary>
    public async Task<Browser> As(Role role, string? party = null) => await As(await AccountOf(role, party));

    public async Task<Browser> As(Account account) => new(this, await CookieOf(account));

    /// <summary>The cookie of somebody with this role: name and value.</summary>
    public async Task<string> CookieOf(Role role, string? party = null) => await CookieOf(await AccountOf(role, party));

    public Task<Account> AccountOf(Role role, string? party = null) =>
        Behind(async db =>
        {
            var grant = await db.Grants.Where(one => one.Role == role && one.Party == party && one.EndedAt == null).OrderBy(one => one.Id).FirstAsync();
            return await db.Accounts.SingleAsync(account => account.Id == grant.Account);
        });

    /// <summary>The cookie that signing in would have given; signing in itself has tests of its own. An account has one such sign-in, under
    /// the same id in every copy of the database, so that pages of two of them can be compared.</summary>
    private async Task<string> CookieOf(Account account)
    {
        var signIn = await Behind(db => SignInOf(db, account));
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.SignInClaim, signIn.ToString())],
            CookieAuthenticationDefaults.AuthenticationScheme);
        var now = DateTimeOffset.UtcNow;
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = now, ExpiresUtc = now.AddHours(12) }, CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    private async Task<Guid> SignInOf(Db db, Account account)
    {
        var now = Clock.GetCurrentInstant();
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(account.Id + account.SecurityStamp))[..16]);
        if (await db.SignIns.SingleOrDefaultAsync(one => one.Id == id) is { } kept) (kept.SeenAt, kept.ProvedAt, kept.EndedAt) = (now, now, null);
        else db.SignIns.Add(new() { Id = id, Account = account.Id, Method = SignInMethod.Password, Stamp = account.SecurityStamp!, Browser = "firefox", System = "linux", MadeAt = now, SeenAt = now, ProvedAt = now });
        await db.SaveChangesAsync();
        return id;
    }

    /// <summary>Works on the database behind every audience.</summary>
    public async Task<T> Behind<T>(Func<Db, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("test");
        return await work(scope.ServiceProvider.GetRequiredService<Db>());
    }

    /// <summary>Puts a record into the database.</summary>
    public Task<T> Has<T>(T record)
        where T : Entity =>
        Behind(async db =>
        {
            db.Add(record);
            await db.SaveChangesAsync();
            return record;
        });

    /// <summary>Lets everything happen that was promised: outbox done, caches dropped.</summary>
    public async Task Settle()
    {
        // The application's own clockwork may be at it: what it has begun is waited for.
        while (await Services.GetRequiredService<Clockwork>().DoDueAsync(CancellationToken.None) > 0 || await Behind(db => db.ScheduledWork.AnyAsync(work => work.LeasedUntil != null))) await Task.Delay(20);

        var worker = Services.GetRequiredService<OutboxWorker>();
        var now = Clock.GetCurrentInstant();
        while (await Behind(db => db.Outbox.AnyAsync(row => row.Due <= now)))
        {
            // The application's own worker may hold what is left: wait for it.
            if (await worker.DoDueAsync(CancellationToken.None) == 0) await Task.Delay(20);
        }

        var post = Services.GetRequiredService<MailWorker>();
        while (await Behind(db => db.Mail.AnyAsync(mail => mail.State == MailState.Waiting && mail.Due <= now)))
        {
            if (await post.SendDueAsync(CancellationToken.None) == 0) await Task.Delay(20);
        }

        await Services.GetRequiredService<Epoch>().LookAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
        if (!isBeside && !arguments[1].Contains("template", StringComparison.Ordinal)) await Databases.DropAsync(arguments);
    }

    private static async Task<App> Start(string[] arguments, FakeClock clock, Action<WebApplication>? also = null, Action<WebApplicationBuilder>? change = null)
    {
        var web = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Services.AddSingleton<IClock>(clock);
            change?.Invoke(builder);
        });
        await Application.PrepareAsync(web);
        also?.Invoke(web);
        await web.StartAsync();
        return new(web, arguments, clock);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Concord.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
