using System.Text.Json;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>What happened to accounts. It stands in the audit, where a party reads what concerns its own roles, and nobody the rest.</summary>
internal sealed class AccountEvents(Db db, Me me, IClock clock)
{
    private const string Kind = "Account";

    // Of an invitation its own mail tells.
    private static readonly string[] NotTold = ["opened", "invited", "invited-again", "forgotten", "device-signed-out"];

    /// <summary>Enters it, and tells the account's owner by mail.</summary>
    /// <param name="happened">As in the key of its sentence, AccountEvent.….</param>
    /// <param name="audience">Null: the party's own; without a party, nobody's.</param>
    /// <param name="provider">Key of the identity provider it concerns; null: none.</param>
    /// <param name="told">Whether the owner is told; not when another mail tells of it.</param>
    public void Enter(Account account, string happened, Role? role = null, string? party = null, Audience? audience = null, string? provider = null, bool told = true)
    {
        var changes = new Dictionary<string, string?[]> { ["Event"] = [null, happened] };
        if (role is not null) changes["Role"] = [null, Stored.Kebab(role.Value.ToString())];
        if (party is not null) changes["Party"] = [null, party];
        if (provider is not null) changes["Provider"] = [null, provider];
        audience ??= party is null ? Audience.Nobody : Audience.Party(party);
        db.Enter(Kind, account.Id, account.ErasedAt is null ? account.Email ?? "" : "erased", audience.Value, happened == "invited" ? "added" : "changed", changes);
        if (!told || NotTold.Contains(happened) || account is not { IsOpen: true, Email: not null }) return;

        var own = me.SignIn is { } signIn && signIn.Account == account.Id ? signIn : null;
        db.Post(account.Id, new SecurityEvent(happened, clock.GetCurrentInstant().ToUnixTimeSeconds(), role, party, own?.Browser, own?.System, provider));
    }

    /// <summary>
    /// The history of one account for those who manage accounts. The one place that looks behind the audience: at entries on accounts
    /// only, which hold roles and dates and nothing of the programme's content.
    /// </summary>
    public async Task<List<AccountEvent>> OfAsync(Guid account)
    {
        var entries = await db.Audit.IgnoreQueryFilters().AsNoTracking()
            .Where(entry => entry.Kind == Kind && entry.Record == account)
            .OrderByDescending(entry => entry.Id)
            .Take(200)
            .ToListAsync();
        var people = entries.Select(entry => entry.Account).Distinct().ToList();
        var names = await db.Accounts.AsNoTracking().Where(one => people.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name);
        return [.. entries.Select(entry => Read(entry, entry.Account is { } by ? names.GetValueOrDefault(by) : null))];
    }

    private static AccountEvent Read(AuditEntry entry, Text? by)
    {
        var changes = JsonSerializer.Deserialize<Dictionary<string, string?[]>>(entry.Changes, Stored.Json) ?? [];
        var role = Enum.TryParse<Role>((changes.GetValueOrDefault("Role")?[1] ?? "").Replace("-", "", StringComparison.Ordinal), true, out var found) ? found : (Role?)null;
        return new(entry.At, by, changes.GetValueOrDefault("Event")?[1] ?? "opened", role, changes.GetValueOrDefault("Party")?[1], changes.GetValueOrDefault("Provider")?[1]);
    }
}

/// <param name="By">Name of who did it; null: the account's owner before the account was open, or the program.</param>
internal sealed record AccountEvent(Instant At, Text? By, string Happened, Role? Role, string? Party, string? Provider);
