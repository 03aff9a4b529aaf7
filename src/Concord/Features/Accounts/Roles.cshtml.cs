using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts;

/// <summary>Who may do what and read what: the tables the program itself goes by, in words.</summary>
[Authorize]
internal sealed class RolesModel : PageModel
{
    /// <summary>The audiences of the table, each with its key: a party's own is one row, whichever the party.</summary>
    public static IReadOnlyList<(string Key, Audience Audience)> Audiences { get; } =
        [("public", Audience.Public), ("programme", Audience.Programme), ("parties", Audience.Parties), ("party", Audience.Party(AnyParty)), ("team", Audience.Team)];

    private const string AnyParty = "own";

    public static bool Reads(Role role, Audience audience) =>
        audience == Audience.Public || Me.AudiencesOf(role, RoleGrant.IsOfAParty(role) ? AnyParty : null).Contains(audience);

    /// <summary>A translator reads, beyond what every member reads, the records that were assigned.</summary>
    public static bool ReadsAssigned(Role role, Audience audience) => role == Role.Translator && (audience == Audience.Parties || audience == Audience.Party(AnyParty));

    public void OnGet()
    {
    }
}
