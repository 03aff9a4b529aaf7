using System.Text.RegularExpressions;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Accounts;

/// <summary>Signing in, inviting and accepting as people do.</summary>
internal static class People
{
    public const string GoodPassword = "seven herons over Wuhan";

    /// <summary>Gives a demonstration account a password and an authenticator that the test knows.</summary>
    public static async Task<Credential> CredentialOf(this App app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var credentials = scope.ServiceProvider.GetRequiredService<Credentials>();
        var secret = Totp.NewSecret();
        await credentials.SetAsync(await db.Accounts.SingleAsync(one => one.Email == email), credentials.Hash(GoodPassword), secret);
        await db.SaveChangesAsync();
        return new(email, GoodPassword, secret);
    }

    public static string CodeNow(this App app, string secret) => Totp.CodeAt(secret, Totp.StepAt(app.Clock.GetCurrentInstant()));

    /// <summary>A code that is wrong for sure.</summary>
    public static string WrongCode(this App app, string secret) => app.CodeNow(secret) == "000000" ? "000001" : "000000";

    public static async Task<Page> SignIn(this Browser browser, string email, string password, string code, string address = "/en/sign-in") =>
        await browser.Submit(await browser.Get(address), Fields(email, password, code));

    public static Dictionary<string, string?> Fields(string email, string password, string code) =>
        new() { ["Input.Email"] = email, ["Input.Password"] = password, ["Input.Code"] = code };

    /// <summary>Takes a link over as its bearer would.</summary>
    /// <returns>The answer, and the secret of the new authenticator.</returns>
    public static async Task<(Page Page, string Secret)> Accept(this Browser browser, App app, string link, string password = GoodPassword, Dictionary<string, string?>? more = null)
    {
        var page = await browser.Get(new Uri(link).PathAndQuery);
        var secret = SecretOn(page);
        var fields = new Dictionary<string, string?>(more ?? []) { ["Input.Password"] = password, ["Input.Code"] = app.CodeNow(secret) };
        return (await browser.Submit(page, fields), secret);
    }

    public static string SecretOn(Page page) => Regex.Replace(page.Document.QuerySelectorAll("main code")[0].TextContent, @"\s", "");

    public static string LinkOn(Page page) => page.Document.QuerySelector("main textarea[readonly]")?.TextContent ?? throw new InvalidOperationException("No link on the page:\n" + page.Text);

    /// <summary>Invites somebody as the administrator.</summary>
    public static async Task<string> Invite(this Browser administrator, string email, Role role, string? party = null)
    {
        var page = await administrator.Submit(await administrator.Get("/en/accounts/invite"), new Dictionary<string, string?>
        {
            ["Input.Email"] = email,
            ["Input.Names[en]"] = "Somebody NEW",
            ["Input.Names[zh]"] = "新人",
            ["Input.Language"] = "en",
            ["Input.Role"] = role.ToString(),
            ["Input.Party"] = party ?? "",
        });
        return LinkOn(page);
    }

    public static Task<Account> AccountOf(this App app, string email) => app.Behind(db => db.Accounts.SingleAsync(one => one.Email == email));

    public static Task<RoleGrant> GrantOf(this App app, string email, Role role) =>
        app.Behind(db => db.Grants.OrderByDescending(one => one.Id).FirstAsync(one => one.Role == role && db.Accounts.Any(account => account.Id == one.Account && account.Email == email)));

    /// <summary>A party that has never had a desk: as if the demonstration had not brought one.</summary>
    public static async Task ForgetDeskOf(this App app, string party) =>
        await app.Behind(async db => await db.Grants.Where(one => one.Role == Role.DialogueDesk && one.Party == party).ExecuteDeleteAsync());
}

internal sealed record Credential(string Email, string Password, string Secret);

/// <summary>Counts how often a password is hashed: to be kept, or to be compared.</summary>
internal sealed class CountingHasher : IPasswordHasher<Account>
{
    private readonly PasswordHasher<Account> real = new();
    private int verified;
    private int hashed;

    public int Verified => verified;

    public int Hashed => hashed;

    public string HashPassword(Account user, string password)
    {
        Interlocked.Increment(ref hashed);
        return real.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref verified);
        return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
