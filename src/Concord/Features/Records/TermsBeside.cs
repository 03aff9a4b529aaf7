using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A term or an institution that stands in a text.</summary>
/// <param name="Words">As the text has it.</param>
/// <param name="Entries">What it may be: one of the glossary's terms as a rule.</param>
/// <param name="Used">As the text beside it renders it; null: it does not, or not as agreed.</param>
internal sealed record TermBeside(string Words, IReadOnlyList<AgreedTerm> Entries, string? Used);

/// <summary>An entry of the glossary, or an institution.</summary>
/// <param name="Address">Of its page, without the language.</param>
/// <param name="Agreed">Its wordings in the other language, the name first; empty: there is none yet.</param>
internal sealed record AgreedTerm(string Address, IReadOnlyList<Wording> Agreed);

/// <summary>The glossary beside a text: which of its terms and institutions stand in it, as far as the reader sees them.</summary>
internal sealed class TermsBeside(Db db, Kept kept)
{
    /// <returns>In the order of the text; null when the pair of languages has no rules by which terms are found.</returns>
    public async Task<IReadOnlyList<TermBeside>?> OfAsync(string language, string text, string other, string beside, CancellationToken stop)
    {
        var (finder, known) = await kept.Of($"terms in {language} beside {other}", one => one.Known.Count * 2, () => ReadAsync(language, other, stop), stop);
        return finder?.In(text, beside)
            .Select(found => new TermBeside(text[found.Start..found.End], [.. found.Entries.Select(entry => known[entry])], found.Rendered is { } at ? beside[at.Start..at.End] : null))
            .ToList();
    }

    private async Task<(TermFinder? Finder, IReadOnlyList<AgreedTerm> Known)> ReadAsync(string language, string other, CancellationToken stop)
    {
        var terms = await db.Terms.AsNoTracking().OrderBy(one => one.Key).Select(one => new { one.Key, one.Name, one.Variants }).ToListAsync(stop);
        var institutions = await db.Organisations.AsNoTracking().OrderBy(one => one.Key).Select(one => new { one.Key, one.Name, one.Variants, one.Abbreviation }).ToListAsync(stop);
        List<(AgreedTerm Term, GlossaryEntry Entry)> all =
        [
            .. terms.Select(one => Of("/glossary/" + one.Key, one.Name, one.Variants, null)),
            .. institutions.Select(one => Of("/partners/" + one.Key, one.Name, one.Variants, one.Abbreviation)),
        ];
        return (TermFinder.For(language, other, new([.. all.Select(one => one.Entry)])), all.ConvertAll(one => one.Term));

        (AgreedTerm, GlossaryEntry) Of(string address, Text name, IEnumerable<Variant> variants, string? abbreviation)
        {
            var own = variants.ToList();
            var wordings = name.Wordings.Select(one => new GlossaryTerm(one.Key, one.Value.Text)).Concat(own.Select(one => new GlossaryTerm(one.Language, one.Words)));
            if (!string.IsNullOrWhiteSpace(abbreviation)) wordings = wordings.Append(new(language, abbreviation)).Append(new(other, abbreviation));
            List<Wording> agreed = [.. own.Where(one => one.Language == other).Select(one => new Wording(one.Words))];
            if (name[other] is { } main) agreed.Insert(0, main);
            return (new(address, agreed), new() { Terms = [.. wordings] });
        }
    }
}
