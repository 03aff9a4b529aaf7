using Concord.Bilingual.Exchange;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Languages;

/// <summary>The programme's terms, institutions and people as the checker of concordance wants them.</summary>
internal sealed class CheckersGlossary(Db db, Me me, Kept kept, KeptGlossaries glossaries)
{
    /// <summary>As far as this reader sees them.</summary>
    public async Task<Glossary> AsReadAsync(CancellationToken stop) =>
        me.Clearance.Everything ? await ReadAsync([], stop) : (await KeptAsync("as read by " + me.Clearance.Name, [], stop)).Glossary;

    /// <summary>What every member of the programme sees: both sides are told the same doubts. A visitor's holds what is public.</summary>
    public Task<MarkedGlossary> SharedAsync(CancellationToken stop) =>
        KeptAsync(me.Clearance.MayRead(Audience.Programme) ? "shared by members" : "shared by all", [Audience.Public, Audience.Programme], stop);

    private async Task<MarkedGlossary> KeptAsync(string readers, IReadOnlyList<Audience> only, CancellationToken stop) =>
        await glossaries.GetAsync(readers, await kept.ForAll("glossary mark", 1, () => db.GlossaryMarkAsync(stop), stop), () => ReadAsync(only, stop), stop);

    /// <param name="only">Of these audiences; empty: of all that the reader sees.</param>
    private async Task<Glossary> ReadAsync(IReadOnlyList<Audience> only, CancellationToken stop)
    {
        var all = only.Count == 0;
        var terms = await db.Terms.AsNoTracking().Where(one => all || only.Contains(one.Audience)).Select(term => new { term.Name, term.Variants }).ToListAsync(stop);
        var people = await db.People.AsNoTracking().Where(one => all || only.Contains(one.Audience)).Select(one => one.Name).ToListAsync(stop);
        var organisations = await db.Organisations.AsNoTracking().Where(one => all || only.Contains(one.Audience)).Select(one => new { one.Name, one.Variants, one.Abbreviation, one.FormerNames }).ToListAsync(stop);
        return new(
        [
            .. terms.Select(term => Entry([term.Name], term.Variants, null)),
            .. people.Select(name => Entry([name], [], null)),
            .. organisations.Select(one => Entry([one.Name, .. one.FormerNames], one.Variants, one.Abbreviation)),
        ]);
    }

    private static GlossaryEntry Entry(IEnumerable<Text> names, IEnumerable<Variant> variants, string? abbreviation)
    {
        var wordings = names.SelectMany(name => name.Wordings.Select(wording => new GlossaryTerm(wording.Key, wording.Value.Text)))
            .Concat(variants.Select(variant => new GlossaryTerm(variant.Language, variant.Words)));
        if (!string.IsNullOrWhiteSpace(abbreviation)) wordings = wordings.Append(new("en", abbreviation)).Append(new("zh", abbreviation)); // stands in Chinese as it is
        return new() { Terms = [.. wordings] };
    }
}
