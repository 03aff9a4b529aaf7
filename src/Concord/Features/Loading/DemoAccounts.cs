using System.Security.Cryptography;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Web;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Concord.Features.Loading;

/// <summary>Opens the demonstration accounts of a programme, with random passwords that only the installation's owner can read.</summary>
internal sealed class DemoAccounts(UserManager<Account> accounts, Db db, Installation installation, IClock clock)
{
    public static string FileIn(string data) => Path.Combine(data, "demo-accounts.tsv");

    public async Task OpenAsync(IReadOnlyList<DemoAccount> proposed)
    {
        var lines = new List<string> { "role\tparty\te-mail\tpassword\ttotp_secret" };
        await db.InOneTransaction(async () =>
        {
            foreach (var demo in proposed)
            {
                var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
                var secret = await Open(demo, password);
                lines.Add(string.Join('\t', Stored.Kebab(demo.Role.ToString()), demo.Party, demo.Email, password, secret));
            }
        });

        // Created readable by its owner only, before anything is in it.
        Directory.CreateDirectory(installation.Data);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(FileIn(installation.Data), options);
        await using var writer = new StreamWriter(file);
        foreach (var line in lines) await writer.WriteLineAsync(line);
    }

    private async Task<string> Open(DemoAccount demo, string password)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = demo.Email,
            Email = demo.Email,
            EmailConfirmed = true,
            TwoFactorEnabled = true,
            Name = demo.Name,
            Language = demo.Language,
            Fictitious = true,
        };
        var result = await accounts.CreateAsync(account, password);
        if (!result.Succeeded) throw new InvalidOperationException($"{demo.Email}: {string.Join(", ", result.Errors.Select(error => error.Code))}");

        await accounts.ResetAuthenticatorKeyAsync(account);
        var now = clock.GetCurrentInstant();
        db.Grants.Add(new() { Account = account.Id, Role = demo.Role, Party = demo.Party, GrantedAt = now, ConfirmedAt = now });
        db.Enter("Account", account.Id, demo.Email, Audience.Nobody, "added", new Dictionary<string, string?[]> { ["Role"] = [null, demo.Role.ToString()] });
        await db.SaveChangesAsync();
        return (await accounts.GetAuthenticatorKeyAsync(account))!;
    }
}
