using System.ComponentModel.DataAnnotations;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>A side, or the team from a source, states where a commitment stands. It adds to the trail and overwrites nothing.</summary>
[Authorize(Policy = Can.ReportProgress), TakesFiles]
internal sealed class StatusModel(Db db, Me me, Words words, Today today, Evidence evidence) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public Commitment Commitment { get; private set; } = null!;

    public IEnumerable<SelectListItem> Statuses => words.Programme.Statuses.Select(status => Choice.Of(words, status.Name, status.Key));

    /// <summary>Both sides, or the writer's own alone, and never more than read the commitment. Further it goes by the word of the desks.</summary>
    public IEnumerable<SelectListItem> Audiences => Audience.All(words.Programme.Parties.Select(party => party.Key))
        .Where(one => me.Clearance.MayRead(one) && !one.IsWiderThan(Audience.Parties) && (one == Commitment.Audience || Commitment.Audience.IsWiderThan(one)))
        .Select(one => new SelectListItem(words.Audience(one), one.Code));

    /// <summary>The activities that this writer may read, those that serve the commitment first.</summary>
    public IReadOnlyList<SelectListItem> Activities { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        Input.Audience = Audience.NarrowerOf(Audience.Parties, Commitment.Audience).Code;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop)
    {
        if (!await Load(key)) return NotFound();
        if (FilesInForms.ProblemOf(HttpContext) is { } problem) ModelState.AddModelError(problem.Field, problem.Why);
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Status.TooWide");
        if (words.Programme.Statuses.All(status => status.Key != Input.Status)) throw new RuleBroken("Form.Invalid", Input.Status);

        var asserter = me.Party is null ? Asserter.Team : Asserter.Party;
        var entry = new StatusEntry(Input.Status!, asserter, me.Party, Input.On, Audience.FromCode(Input.Audience!))
        {
            Note = Input.Note.OverOrNull(null),
            Evidence = Input.Evidence,
            EnteredAt = today.Now,
            Order = Commitment.Trail.Select(one => one.Order).DefaultIfEmpty(-1).Max() + 1,
        };
        Commitment.Record(entry, today.Date);
        db.Entry(entry).State = EntityState.Added;
        if (!string.IsNullOrEmpty(Input.Activity)) entry.IsShownBy(Commitment.Id, await db.Activities.Where(one => one.Key == Input.Activity).Select(one => (Guid?)one.Id).SingleOrDefaultAsync(stop) ?? throw new RuleBroken("Form.Invalid", Input.Activity));
        if (Input.Upload is { } upload) await evidence.AddAsync(Commitment, entry, upload, stop);
        await StatusToAnswer.PostAsync(db, me, entry, stop);
        await db.SaveChangesAsync(stop);
        return LocalRedirect(words.To("/commitments/" + key));
    }

    /// <summary>The other side confirms a statement or differs.</summary>
    public async Task<IActionResult> OnPostReplyAsync(string key, Guid entry, Reply reply, [StringLength(1000)] string? note)
    {
        if (!await Load(key) || Commitment.Trail.SingleOrDefault(one => one.Id == entry) is not { } stated) return NotFound();
        if (me.Party is not { } party) return Forbid();

        await db.Entry(stated).Collection(one => one.Replies).LoadAsync();
        stated.Answer(party, reply, string.IsNullOrWhiteSpace(note) ? null : Text.In(words.Code, note.Trim()), today.Now);
        db.Entry(stated.Replies[^1]).State = EntityState.Added;
        await db.SaveChangesAsync();
        return LocalRedirect(words.To("/commitments/" + key));
    }

    /// <summary>The writer's side shows the other what it had kept to itself.</summary>
    public async Task<IActionResult> OnPostTableAsync(string key, Guid entry, CancellationToken stop)
    {
        if (!await Load(key) || Commitment.Trail.SingleOrDefault(one => one.Id == entry) is not { } stated) return NotFound();
        if (me.Party is not { } party) return Forbid();

        await db.Files.Where(file => file.StatusEntryId == entry).LoadAsync(stop);
        stated.Table(party);
        await StatusToAnswer.PostAsync(db, me, stated, stop);
        await db.SaveChangesAsync(stop);
        return LocalRedirect(words.To("/commitments/" + key));
    }

    private async Task<bool> Load(string key)
    {
        Commitment = (await db.Commitments.Include(one => one.Trail).SingleOrDefaultAsync(one => one.Key == key))!;
        if (Commitment is null) return false;

        var all = await db.Activities.AsNoTracking().OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key).Select(one => new { one.Key, one.Name, Serves = one.Commitments.Any(link => link.CommitmentId == Commitment.Id) }).ToListAsync();
        Activities = [.. all.OrderByDescending(one => one.Serves).Select(one => Choice.Of(words, one.Name, one.Key, one.Key + " " + words.Plain(one.Name)))];
        return true;
    }

    internal sealed class Form
    {
        [Required, Display(Name = "Status.What")]
        public string? Status { get; set; }

        [Display(Name = "Status.On")]
        public PartialDate? On { get; set; }

        [Display(Name = "Status.Note")]
        public TextInput Note { get; set; } = new();

        [Url, StringLength(2000), Display(Name = "Status.Evidence")]
        public string? Evidence { get; set; }

        /// <summary>Key of an activity that shows it.</summary>
        [Display(Name = "Status.Activity")]
        public string? Activity { get; set; }

        /// <summary>An upload that is this statement's evidence.</summary>
        [Display(Name = "Status.File")]
        public Guid? Upload { get; set; }

        [Required, Display(Name = "Status.Audience")]
        public string? Audience { get; set; }
    }
}
