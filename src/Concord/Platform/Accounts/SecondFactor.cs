using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Accounts;

/// <summary>
/// Which roles need more than a password: all, unless the administrator has let one do without. A passkey is two factors by itself, and an
/// identity provider answers for its own.
/// </summary>
internal static class SecondFactor
{
    /// <summary>Name of the setting: the roles that do without, separated by commas.</summary>
    public const string Setting = "second-factor-not-needed";

    /// <summary>Those that always need it: who signs, who gives access, who pays.</summary>
    public static IReadOnlyList<Role> Always { get; } = [Role.Signatory, Role.Administrator, Role.Donor];

    /// <summary>The roles that may do with a password alone.</summary>
    public static async Task<IReadOnlyList<Role>> NotNeededAsync(Db db, CancellationToken stop = default)
    {
        var setting = await db.Settings.AsNoTracking().Where(one => one.Name == Setting).Select(one => one.Value).SingleOrDefaultAsync(stop);
        return [.. (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).Except(Always)];
    }

    public static async Task SetAsync(Db db, IEnumerable<Role> notNeeded, CancellationToken stop = default)
    {
        var value = string.Join(',', notNeeded.Except(Always).Order());
        if (await db.Settings.SingleOrDefaultAsync(one => one.Name == Setting, stop) is { } kept) kept.Value = value;
        else db.Settings.Add(new() { Name = Setting, Value = value });
    }

    /// <summary>Whether somebody with these roles, in effect or waiting, may do with a password alone.</summary>
    public static async Task<bool> MayDoWithoutAsync(Db db, IEnumerable<RoleGrant> grants, CancellationToken stop = default)
    {
        var notNeeded = await NotNeededAsync(db, stop);
        return grants.Where(grant => grant.EndedAt is null).All(grant => notNeeded.Contains(grant.Role));
    }
}
