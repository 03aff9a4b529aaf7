using Concord.Platform.Accounts;
using Concord.Platform.Languages;

namespace Concord.Features.Accounts;

internal static class RoleNames
{
    /// <summary>Dialogue desk (EU) — 对话牵头部门（欧方）.</summary>
    public static string RoleName(this Words words, Role role, string? party) =>
        party is null ? words["Role." + role] : words["Role.OfParty", words["Role." + role], words.PartyName(party)];

    public static string PartyName(this Words words, string party) =>
        words.Programme.Parties.FirstOrDefault(one => one.Key == party) is { } found ? words.Plain(found.Short) : party;
}
