using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Records;

/// <summary>A side lets a doubt pass, and says why.</summary>
/// <param name="Of">Which doubt, of which texts: see <see cref="Paragraph.IdOf"/>.</param>
/// <param name="Account">Who said it for the side: the page tells the name.</param>
internal sealed record Waiver(string Of, string Party, Text Why, Guid? Account, Instant At);

internal sealed partial class Paragraph
{
    /// <summary>What a doubt is called: by its rule and by both texts, so that a waiver is void when either changes.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="first">What the first text says to it; null: nothing.</param>
    public string IdOf(string rule, string? first, string? second)
    {
        var all = string.Join('\u001f', [rule, first ?? "", second ?? "", .. Name.Wordings.Select(wording => wording.Key + "=" + wording.Value.Text)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
    }

    /// <summary>Those who let a doubt pass.</summary>
    public IEnumerable<Waiver> WaiversOf(string doubt) => Waivers.Where(waiver => waiver.Of == doubt);

    /// <summary>Whether a doubt is out of the way: an error when every side lets it pass, anything less when one does.</summary>
    public bool IsWaived(string doubt, bool isError, IEnumerable<string> parties) =>
        isError ? parties.All(party => WaiversOf(doubt).Any(waiver => waiver.Party == party)) : WaiversOf(doubt).Any();

    /// <exception cref="RuleBroken">Without a reason, or the paragraph is not tabled.</exception>
    public void Waive(string doubt, string party, Text? why, Guid? account, Instant at)
    {
        if (!IsTabled) throw new RuleBroken("Paragraph.NotTabled");
        if (why is null || why.IsEmpty) throw new RuleBroken("Paragraph.WaivedWithoutWhy");

        Waivers = [.. Waivers.Where(waiver => waiver.Of != doubt || waiver.Party != party), new(doubt, party, why, account, at)];
    }

    /// <summary>A side no longer lets a doubt pass.</summary>
    public void TakeBackWaiver(string doubt, string party) => Waivers = [.. Waivers.Where(waiver => waiver.Of != doubt || waiver.Party != party)];
}
