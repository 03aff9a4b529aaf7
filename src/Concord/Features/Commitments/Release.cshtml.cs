using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>A dialogue desk says how far a commitment and the statements of its trail may go, takes its word back, or calls back what went.</summary>
[Authorize(Policy = Can.Release)]
internal sealed class ReleaseModel(Db db, Me me, Words words, Today today) : PageModel
{
    public Commitment Commitment { get; private set; } = null!;

    /// <summary>The commitment and its statements, as far as they may go further or were released.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IEnumerable<string> Parties => words.Programme.PartiesFor(words.Code).Select(party => party.Key);

    public string Party => me.Party!;

    public IEnumerable<Row> Released => Rows.Where(row => row.Thing.WasReleased(Parties));

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : NotFound();

    /// <summary>My desk lets these go so far.</summary>
    /// <param name="what">Ids of the commitment and of statements.</param>
    /// <param name="to">Code of the audience.</param>
    public async Task<IActionResult> OnPostAsync(string key, Guid[] what, string? to)
    {
        if (!await Load(key)) return NotFound();
        if (what.Length == 0 || Rows.All(row => !what.Contains(row.Id))) throw new RuleBroken("Release.NothingChosen");
        if (!Releasing.Targets.Any(one => one.Code == to)) throw new RuleBroken("Form.Invalid", to);

        return await ChangeAsync(key, row => what.Contains(row.Id), row => row.Let(Party, Audience.FromCode(to!), Parties, today));
    }

    /// <summary>My desk takes its word back before it has taken effect.</summary>
    /// <param name="thing">Id of the commitment or of a statement.</param>
    public Task<IActionResult> OnPostTakeBackAsync(string key, Guid thing) => ChangeAsync(key, row => row.Id == thing, row => row.TakeBack(Party, Parties));

    /// <summary>My desk calls back what both had let go.</summary>
    public Task<IActionResult> OnPostRecallAsync(string key, Guid thing, string? reason)
    {
        db.Because(reason);
        return ChangeAsync(key, row => row.Id == thing, row => row.Recall(reason, Parties));
    }

    /// <summary>While nobody else changes the commitment: neither desk takes the other's word away.</summary>
    private async Task<IActionResult> ChangeAsync(string key, Func<Row, bool> which, Action<Row> change)
    {
        if (!await Load(key) || !Rows.Any(which)) return NotFound();

        await db.AloneWith(Commitment, async () =>
        {
            db.ChangeTracker.Clear();
            await Load(key);
            foreach (var row in Rows.Where(which)) change(row);
            await db.SaveChangesAsync();
        });
        return LocalRedirect(words.To($"/commitments/{key}/release"));
    }

    private async Task<bool> Load(string key)
    {
        if (await db.Commitments.Include(one => one.Trail).ThenInclude(entry => entry.Files).Include(one => one.Trail).ThenInclude(entry => entry.Replies).AsSplitQuery().SingleOrDefaultAsync(one => one.Key == key) is not { } found) return false;

        Commitment = found;
        Rows = [.. new[] { new Row(found, null, null) }.Concat(found.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).SelectMany(entry => entry.Replies.OrderBy(reply => reply.At).ThenBy(reply => reply.Id).Select(reply => new Row(found, entry, reply)).Prepend(new Row(found, entry, null)))).Where(row => row.Thing.MayGoFurther() || row.Thing.WasReleased(Parties))];
        return true;
    }

    /// <summary>What may go further.</summary>
    /// <param name="Entry">Null: the commitment itself.</param>
    /// <param name="Reply">What another side says of the entry; null: the entry itself.</param>
    internal sealed record Row(Commitment Commitment, StatusEntry? Entry, StatusReply? Reply)
    {
        public Guid Id => Reply?.Id ?? Entry?.Id ?? Commitment.Id;

        public IReleasable Thing => Reply is not null ? Reply : Entry is not null ? Entry : Commitment;

        /// <summary>Whether a side may take its word back: it reaches further than what is in effect.</summary>
        public bool MayTakeBack(string party) => Thing.WordOf(party) is { } word && word.IsWiderThan(Thing.Audience);

        public void Let(string party, Audience to, IEnumerable<string> parties, Today today)
        {
            if (Reply is not null) Reply.Let(party, to, parties);
            else if (Entry is null) Commitment.Let(party, to, parties);
            else Entry.Let(party, to, parties, today.Now);
        }

        public void TakeBack(string party, IEnumerable<string> parties)
        {
            if (Reply is not null) Reply.TakeBack(party, parties);
            else if (Entry is null) Commitment.TakeBack(party, parties);
            else Entry.TakeBack(party, parties);
        }

        public void Recall(string? reason, IEnumerable<string> parties)
        {
            if (Reply is not null) Reply.Recall(reason, parties);
            else if (Entry is null) Commitment.Recall(reason, parties);
            else Entry.Recall(reason, parties);
        }
    }
}
