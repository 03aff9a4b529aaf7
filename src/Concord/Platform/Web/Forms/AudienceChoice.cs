using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Concord.Platform.Web.Forms;

/// <summary>The audiences a writer may give a record: those he reads himself, and that the record may move to.</summary>
internal static class AudienceChoice
{
    /// <param name="now">The record's audience; null for a new record.</param>
    public static IEnumerable<SelectListItem> For(Me me, Words words, Audience? now) =>
        Audience.All(words.Programme.Parties.Select(party => party.Key))
            .Where(one => me.Clearance.MayRead(one) && (now is not { } current || current.MayBecome(one)))
            .Select(one => new SelectListItem(words.Audience(one), one.Code));
}
