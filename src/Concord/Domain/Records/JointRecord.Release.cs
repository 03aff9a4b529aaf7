using Concord.Domain.Common;

namespace Concord.Domain.Records;

/// <summary>What is sealed goes beyond the two sides when the dialogue desk of each has released it. Its paragraphs go with it, how they came about does not.</summary>
internal sealed partial class JointRecord : IReleasable
{
    public Items<Release> Releases { get; private set; } = [];

    /// <summary>See <see cref="Releasing.Let"/>.</summary>
    /// <param name="paragraphs">All that are signed.</param>
    /// <exception cref="RuleBroken">It is not sealed, or see <see cref="Releasing.Let"/>.</exception>
    public void Let(string party, Audience to, IEnumerable<string> parties, IEnumerable<Paragraph> paragraphs)
    {
        if (!IsSealed) throw new RuleBroken("Joint.NotSealed");

        (Releases, Audience) = Releasing.Let(this, party, to, parties);
        Follow(paragraphs);
    }

    /// <summary>See <see cref="Releasing.TakeBack"/>.</summary>
    public void TakeBack(string party, IEnumerable<string> parties) => Releases = Releasing.TakeBack(this, party, parties);

    /// <summary>See <see cref="Releasing.Recall"/>.</summary>
    /// <param name="paragraphs">All that are signed.</param>
    public void Recall(string? reason, IEnumerable<string> parties, IEnumerable<Paragraph> paragraphs)
    {
        (Releases, Audience) = Releasing.Recall(this, reason, parties);
        Follow(paragraphs);
    }

    private void Follow(IEnumerable<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs) paragraph.Audience = Audience;
    }
}
