using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Concord.Records.Drafts;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Paragraph = Concord.Domain.Records.Paragraph;

namespace Concord.Features.Records;

/// <summary>Takes changes of a file into a record, in one transaction: as wordings and paragraphs of a side, tabled at once or kept to it.</summary>
internal sealed class TakeIn(Db db, Words words, RecordOfRows rows, IClock clock)
{
    /// <param name="party">Key of the side that brings them; null: somebody of no side, who changes the texts themselves.</param>
    /// <param name="isTabled">Whether all sides see them at once.</param>
    /// <exception cref="RuleBroken">One of them cannot be taken in; none is.</exception>
    public Task All(JointRecord record, IReadOnlyList<DraftChange> changes, string? party, bool isTabled, CancellationToken stop) => db.AloneWith(
        record,
        async () =>
        {
            db.ChangeTracker.Clear();
            var standing = await db.JointRecords.SingleAsync(one => one.Id == record.Id, stop);
            standing.MustNotBeSealed();
            var all = await rows.Ordered(record.Id).Include(one => one.AgendaItem).ToListAsync(stop);
            var work = new Work(standing, all, party, isTabled);
            foreach (var change in changes) await Take(work, change, stop);
            await db.SaveChangesAsync(stop);
        },
        stop);

    /// <summary>One file while it is taken in.</summary>
    private sealed record Work(JointRecord Record, List<Paragraph> All, string? Party, bool IsTabled)
    {
        /// <summary>The new paragraphs, each behind the one before it.</summary>
        public Dictionary<string, Paragraph> LastBehind { get; } = new(StringComparer.Ordinal);

        public Paragraph Find(string key) => All.Find(one => one.Key == key) ?? throw new RuleBroken("Paragraph.ChangedMeanwhile");
    }

    private async Task Take(Work work, DraftChange change, CancellationToken stop)
    {
        switch (change)
        {
            case Reworded one:
                await Propose(work, work.Find(one.Key), one.Version, Brought.TextOf(one.Text), one.Comments, stop);
                break;
            case Added one:
                Enter(work, one.After, one.Kind, Brought.TextOf(one.Text), ItemOf(work, one.Section, one.After));
                break;
            case Removed one:
                LeaveOut(work, work.Find(one.Key), one.Comments);
                break;
            case Moved one:
                Move(work, work.Find(one.Key), one.After, ItemOf(work, one.Section, one.After));
                break;
            case Split one:
                var first = work.Find(one.Key);
                await Propose(work, first, one.Version, Brought.TextOf(one.Parts[0]), one.Comments, stop);
                foreach (var part in one.Parts.Skip(1)) Enter(work, one.Key, first.Kind, Brought.TextOf(part), first.AgendaItemId);
                break;
            case Merged one:
                await Propose(work, work.Find(one.Keys[0]), null, Brought.TextOf(one.Text), one.Comments, stop);
                foreach (var key in one.Keys.Skip(1)) LeaveOut(work, work.Find(key), []);
                break;
        }
    }

    private async Task Propose(Work work, Paragraph paragraph, int? version, Text wanted, IReadOnlyList<DraftComment> remarks, CancellationToken stop)
    {
        // What others wrote since the file was made stays, unless they changed the same words.
        var before = version is { } then && then != paragraph.Version
            ? await db.ParagraphVersions.Where(one => one.ParagraphId == paragraph.Id && one.Number <= then).OrderByDescending(one => one.Number).Select(one => one.Name).FirstOrDefaultAsync(stop)
            : null;
        var texts = Text.Empty;
        foreach (var (language, wording) in wanted.Wordings)
        {
            var merged = before is null ? null : WordMerge.Of(before[language]?.Text ?? "", wording.Text, paragraph.Name[language]?.Text ?? "");
            var said = merged is not null && Bracketed.FaultIn(merged) is null ? merged : wording.Text;
            Check(Bracketed.Parse(said), paragraph.In(language), work.Party);
            if (said != paragraph.Name[language]?.Text) texts = texts.With(language, new(said, WordingState.Draft));
        }

        if (texts.IsEmpty) return;
        if (work.Party is null) paragraph.Says(texts.Wordings.Aggregate(paragraph.Name, (all, one) => all.With(one.Key, one.Value)));
        else Add(work, new Proposal(paragraph, work.Party, texts) { Note = NoteOf(remarks), Fictitious = paragraph.Fictitious }, paragraph);
    }

    /// <summary>A side that would take a paragraph out brackets all of it; what holds nothing but its own goes at once.</summary>
    private void LeaveOut(Work work, Paragraph paragraph, IReadOnlyList<DraftComment> remarks)
    {
        var party = work.Party ?? throw new RuleBroken("Paragraph.WhoseBrackets");
        if (paragraph.IsOnlyOf(party) && work.IsTabled) paragraph.Withdraw(words["Paragraph.TakenBack"], clock.GetCurrentInstant());
        else Add(work, new Proposal(paragraph, party, Proposal.LeavingOut(paragraph, party, paragraph.Name.Languages)) { Note = NoteOf(remarks), Fictitious = paragraph.Fictitious }, paragraph);
    }

    private void Add(Work work, Proposal proposal, Paragraph paragraph)
    {
        if (work.IsTabled) rows.Table(proposal, paragraph, clock.GetCurrentInstant());
        db.Add(proposal);
    }

    private void Enter(Work work, string? after, ParagraphKind kind, Text texts, Guid? item)
    {
        var party = work.Party ?? throw new RuleBroken("Paragraph.WhoseBrackets");
        foreach (var (_, wording) in texts.Wordings) Check(Bracketed.Parse(wording.Text), Bracketed.Empty, party);
        var entered = new Paragraph(work.Record.Id, kind, texts) { Audience = Audience.Party(party), Fictitious = work.Record.Fictitious };
        var at = after is null ? 0 : work.All.IndexOf(work.Find(after)) + 1;
        if (work.LastBehind.TryGetValue(after ?? "", out var before)) at = work.All.IndexOf(before) + 1;
        work.LastBehind[after ?? ""] = entered;
        work.All.Insert(at, entered);
        entered.StandAt(Places.At(work.All, at), item);
        if (work.IsTabled) entered.Table(party, Audience.NarrowerOf(Audience.Parties, work.Record.Audience));
        db.Add(entered);
    }

    private static void Move(Work work, Paragraph paragraph, string? after, Guid? item)
    {
        work.All.Remove(paragraph);
        var at = after is null ? 0 : work.All.IndexOf(work.Find(after)) + 1;
        work.All.Insert(at, paragraph);
        paragraph.MoveTo(Places.At(work.All, at), item);
    }

    /// <summary>The item whose name a section has; where two have it, that of the paragraph before.</summary>
    private static Guid? ItemOf(Work work, Wordings? section, string? after)
    {
        if (section is null) return null;

        var before = after is null ? null : work.Find(after);
        if (before?.AgendaItem is { } item && DraftOfRecord.Wordings(item.Name).Equals(section)) return item.Id;

        return work.All.FirstOrDefault(one => one.AgendaItem is { } other && DraftOfRecord.Wordings(other.Name).Equals(section))?.AgendaItemId;
    }

    private static void Check(Bracketed said, Bracketed standing, string? party)
    {
        if (said.SpeaksForOthers(party, standing)) throw new RuleBroken("Paragraph.SpeaksForOthers");
        if (party is null && said.HasBracketsOfNobody) throw new RuleBroken("Paragraph.WhoseBrackets");
    }

    private Text? NoteOf(IReadOnlyList<DraftComment> remarks)
    {
        var note = string.Join('\n', remarks.Select(remark => remark.Text));
        return note.Length == 0 ? null : Text.In(words.Code, note.Length <= 1000 ? note : note[..999] + "…");
    }
}
