using Concord.Domain.Records;

namespace Concord.Features.Records;

/// <summary>Where a paragraph stands among the others: a number between those of its neighbours.</summary>
internal static class Places
{
    /// <summary>The place of the paragraph at an index; when there is no room left between its neighbours, all get new places.</summary>
    /// <param name="all">In order, with the paragraph where it is to stand; its own place does not count.</param>
    public static long At(IReadOnlyList<Paragraph> all, int index)
    {
        var before = index == 0 ? (long?)null : all[index - 1].Sequence;
        var after = index + 1 >= all.Count ? (long?)null : all[index + 1].Sequence;
        if (before is null && after is null) return Paragraph.Step;
        if (before is null) return after!.Value - Paragraph.Step;
        if (after is null) return before.Value + Paragraph.Step;
        if (after.Value - before.Value > 1) return before.Value + ((after.Value - before.Value) / 2);

        for (var at = 0; at < all.Count; at++) all[at].StandAt((at + 1) * Paragraph.Step, all[at].AgendaItemId);
        return (index + 1) * Paragraph.Step;
    }
}
