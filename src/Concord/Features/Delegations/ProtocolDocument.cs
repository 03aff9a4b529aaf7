using System.Globalization;
using Concord.Domain.Rounds;
using Concord.Platform.Languages;
using Concord.Platform.Printing;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Features.Delegations;

/// <summary>The protocol list as a Word document: A4 across, one table per delegation, a pair of columns per language.</summary>
/// <param name="tongues">The languages, in the order of the columns.</param>
internal sealed class ProtocolDocument(IReadOnlyList<Words> tongues, Round round)
{
    /// <summary>Of the column of numbers, in twentieths of a point.</summary>
    private const int NumberWidth = 700;

    private readonly WordDocument document = new(tongues[0]["Protocol.Of", tongues[0].Plain(round.Name)], tongues, across: true);

    public byte[] Write(IReadOnlyList<Delegation> delegations)
    {
        foreach (var tongue in tongues) document.Add(tongue["Protocol.Title"], tongue.Code, WordLook.Title);
        foreach (var tongue in tongues)
        {
            var facts = ProtocolModel.WhenAndWhere(tongue, round);
            document.Add(tongue.Plain(round.Name) + (facts == "" ? "" : tongue["Feed.Between"] + facts), tongue.LangOf(round.Name), WordLook.Subtitle);
            if (round.Fictitious) document.Add(tongue["Protocol.Fictitious"], tongue.Code, WordLook.Subtitle);
        }

        foreach (var side in delegations)
        {
            document.AddHeading(tongues.Select(tongue => (ProtocolModel.NameOf(tongue, side), tongue.Code)));
            document.AddTable(Widths(), side.Delegates.Select(Row).Prepend(Head()));
        }

        return document.Write();
    }

    private int[] Widths()
    {
        var each = (document.Width - NumberWidth) / tongues.Count;
        var name = each * 2 / 5;
        return [NumberWidth, .. tongues.SelectMany(_ => new[] { name, each - name })];
    }

    private Paragraph[][] Head() =>
    [
        [document.Paragraph(tongues[0]["Delegation.Number"], tongues[0].Code, WordLook.Head)],
        .. tongues.SelectMany(tongue => new[] { "Delegate.Name", "Delegate.Position" }.Select(label => new[] { document.Paragraph(tongue[label], tongue.Code, WordLook.Head) })),
    ];

    private Paragraph[][] Row(Delegate one, int index) =>
        [[document.Paragraph((index + 1).ToString(CultureInfo.InvariantCulture), tongues[0].Code)], .. tongues.SelectMany(tongue => new[] { NameAndRole(tongue, one), Office(tongue, one) })];

    private Paragraph[] NameAndRole(Words tongue, Delegate one)
    {
        var role = tongue["Value.DelegateRole." + one.Role];
        return
        [
            document.Paragraph(tongue.Plain(one.Name), tongue.LangOf(one.Name), WordLook.Head),
            document.Paragraph(one.IsTabled ? role : tongue["Protocol.Marked", role, tongue["Delegation.Draft"]], tongue.Code),
        ];
    }

    private Paragraph[] Office(Words tongue, Delegate one) => [.. ProtocolModel.Office(tongue, one).Select(line => document.Paragraph(line.Words, line.Language))];
}
