using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Languages;
using Concord.Platform.Printing;
using Concord.Platform.Web.Pictures;
using DocumentFormat.OpenXml.Wordprocessing;
using NodaTime;

namespace Concord.Features.Commitments;

/// <summary>Matters arising as a Word document for a meeting: a row per commitment, a column per language.</summary>
/// <param name="tongues">The languages, in the order of the columns.</param>
/// <param name="on">The programme's day.</param>
/// <param name="readers">For whom it is.</param>
/// <param name="filters">By what the ledger was filtered, in the first language.</param>
internal sealed class ArisingDocument(IReadOnlyList<Words> tongues, LocalDate on, IReadOnlyList<Audience> readers, IReadOnlyList<(string Label, string Value)> filters)
{
    /// <summary>Of the column of numbers, in twentieths of a point.</summary>
    private const int NumberWidth = 1150;

    private readonly WordDocument document = new(tongues[0]["Arising.Title"], tongues);

    public byte[] Write(IReadOnlyList<Commitment> commitments)
    {
        foreach (var tongue in tongues) document.Add(tongue["Arising.Title"], tongue.Code, WordLook.Title);
        foreach (var tongue in tongues)
        {
            document.Add(tongue["Arising.About", tongue.Date(on)], tongue.Code, WordLook.Subtitle);
            document.Add(tongue["Arising.Readers", tongue.List(readers.Select(tongue.Audience))], tongue.Code, WordLook.Subtitle);
        }

        foreach (var (label, value) in filters) document.Add(tongues[0]["Arising.Filtered", label, value], tongues[0].Code, WordLook.Subtitle);
        if (commitments.Count > 0) document.AddTable(Widths(), commitments.Select(Row).Prepend(Head()));
        else foreach (var tongue in tongues) document.Add(tongue["Arising.None"], tongue.Code);
        return document.Write();
    }

    private int[] Widths() => [NumberWidth, .. tongues.Select(_ => (document.Width - NumberWidth) / tongues.Count)];

    private Paragraph[][] Head() =>
        [[document.Paragraph(tongues[0]["Commitment.No"], tongues[0].Code, WordLook.Head)], .. tongues.Select(tongue => new[] { document.Paragraph(tongue["Commitment.Name"], tongue.Code, WordLook.Head) })];

    private Paragraph[][] Row(Commitment one) =>
        [[document.Paragraph(one.Key, tongues[0].Code)], .. tongues.Select(tongue => In(tongue, one).ToArray())];

    /// <summary>A commitment in one language: its words, who owes it by when, where it stands, what is done for it.</summary>
    private IEnumerable<Paragraph> In(Words tongue, Commitment one)
    {
        yield return document.Paragraph(one.Fictitious ? tongue["Arising.Fictitious", one.Name] : tongue.Plain(one.Name), tongue.LangOf(one.Name), WordLook.Head);
        yield return Fact(tongue, "Commitment.Owner", string.Join(tongue["Feed.Between"], one.Responsible.Select(link => tongue.Plain(link.Organisation.Name)).Order(StringComparer.Create(tongue.Culture, false)).Prepend(Owner.Name(one.Owner, tongue))));
        yield return Fact(tongue, "Commitment.Due", one.Due is { } due ? tongue.Date(due) : tongue[one.IsContinuous ? "Commitment.IsContinuous" : "Commitment.DueNotKnown"]);

        var trail = one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).ToList();
        var standing = Statement.Standing([.. trail.Select(entry => entry.Statement)]);
        if (standing.Count == 0) yield return Fact(tongue, "Arising.Stands", tongue["Commitment.NoTrail"]);
        foreach (var said in standing)
        {
            yield return Fact(tongue, "Arising.Stands", Trails.Said(said, tongue));
            if (trail.Last(entry => entry.Statement == said).Note is { } note) yield return document.Paragraph(tongue.Plain(note), tongue.LangOf(note));
        }

        foreach (var step in one.Milestones.Where(step => step.DoneOn is null)) yield return Fact(tongue, "Commitment.Milestones", tongue.Plain(step.What) + (step.Due is null ? "" : tongue["Feed.Between"] + tongue["Commitment.By", tongue.Date(step.Due)]));
        foreach (var link in one.Activities.OrderBy(link => link.Activity.FirstDay).ThenBy(link => link.Activity.Key, StringComparer.Ordinal))
        {
            var when = tongue.Dates(link.Activity.Start, link.Activity.End);
            yield return Fact(tongue, "Commitment.Activity", tongue.Plain(link.Activity.Name) + (when == "" ? "" : tongue["Feed.Between"] + when));
        }
    }

    private Paragraph Fact(Words tongue, string label, string value) => document.Paragraph(tongue["Commitment.Says", tongue[label], value], tongue.Code);
}
