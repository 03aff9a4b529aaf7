using System.ComponentModel.DataAnnotations;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>Who is to see to a commitment, and how it hangs on others: added and taken out one by one, so that nobody overwrites another's.</summary>
[Authorize(Policy = Can.EditCommitments)]
internal sealed class LinksModel(Db db, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public Commitment Commitment { get; private set; } = null!;

    public IEnumerable<SelectListItem> Organisations { get; private set; } = [];

    public IEnumerable<SelectListItem> Others { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<LinkKind>().Select(kind => new SelectListItem(words["Commitment.Link." + kind], kind.ToString()));

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : NotFound();

    /// <summary>Links it to another commitment.</summary>
    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (!ModelState.IsValid) return Page();

        var to = await db.Commitments.AsNoTracking().Where(one => one.Key == Input.To).Select(one => (Guid?)one.Id).SingleOrDefaultAsync() ?? throw new RuleBroken("Form.Invalid", Input.To);
        return await ChangeAsync(key, Input.Reason, commitment => commitment.LinkTo(to, Input.Kind!.Value, Input.Note.OverOrNull(null)));
    }

    /// <summary>Takes the link to another commitment out.</summary>
    /// <param name="to">Key of the other.</param>
    public async Task<IActionResult> OnPostRemoveAsync(string key, string? to, LinkKind kind, string? reason)
    {
        if (!await Load(key)) return NotFound();
        if (Commitment.Links.FirstOrDefault(link => link.To.Key == to && link.Kind == kind) is not { } link) return NotFound();

        return await ChangeAsync(key, reason, commitment => commitment.Unlink(link.ToId, kind));
    }

    /// <summary>Makes an organisation responsible.</summary>
    /// <param name="organisation">Its key.</param>
    public async Task<IActionResult> OnPostResponsibleAsync(string key, string? organisation, string? reason)
    {
        if (!await Load(key)) return NotFound();

        var id = await db.Organisations.AsNoTracking().Where(one => one.Key == organisation).Select(one => (Guid?)one.Id).SingleOrDefaultAsync() ?? throw new RuleBroken("Form.Invalid", organisation);
        return await ChangeAsync(key, reason, commitment => commitment.IsUpTo(id));
    }

    /// <summary>Takes an organisation out.</summary>
    /// <param name="organisation">Its key.</param>
    public async Task<IActionResult> OnPostRelieveAsync(string key, string? organisation, string? reason)
    {
        if (!await Load(key)) return NotFound();
        if (Commitment.Responsible.FirstOrDefault(link => link.Organisation.Key == organisation) is not { } link) return NotFound();

        return await ChangeAsync(key, reason, commitment => commitment.IsNoLongerUpTo(link.OrganisationId));
    }

    private async Task<IActionResult> ChangeAsync(string key, string? reason, Action<Commitment> change)
    {
        await db.AloneWith(Commitment, async () =>
        {
            db.ChangeTracker.Clear();
            change(await db.Commitments.Include(one => one.Links).Include(one => one.Responsible).SingleAsync(one => one.Id == Commitment.Id));
            db.Because(reason);
            await db.SaveChangesAsync();
        });
        return LocalRedirect(words.To($"/commitments/{key}/links"));
    }

    private async Task<bool> Load(string key)
    {
        var found = await db.Commitments.AsNoTracking()
            .Include(one => one.Links).ThenInclude(link => link.To)
            .Include(one => one.Responsible).ThenInclude(link => link.Organisation)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Key == key);
        if (found is null) return false;

        Commitment = found;
        var linked = found.Responsible.Select(link => link.OrganisationId).ToHashSet();
        var all = await db.Organisations.AsNoTracking().Select(one => new { one.Id, one.Key, one.Name }).ToListAsync();
        Organisations = all.Where(one => !linked.Contains(one.Id)).Select(one => Choice.Of(words, one.Name, one.Key)).OrderBy(one => one.Text, StringComparer.Create(words.Culture, false)).ToList();
        var others = await db.Commitments.AsNoTracking().Where(one => one.Key != key).OrderBy(one => one.Key).Select(one => new { one.Key, one.Name }).ToListAsync();
        Others = others.ConvertAll(one => Choice.Of(words, one.Name, one.Key, one.Key + " " + words.Plain(one.Name)));
        return true;
    }

    internal sealed class Form
    {
        [Required, Display(Name = "Commitment.LinkKind")]
        public LinkKind? Kind { get; set; }

        [Required, Display(Name = "Commitment.LinkTo")]
        public string? To { get; set; }

        [Display(Name = "Commitment.LinkNote")]
        public TextInput Note { get; set; } = new();

        [StringLength(500), Display(Name = "Form.Reason")]
        public string? Reason { get; set; }
    }
}
