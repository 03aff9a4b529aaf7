using System.ComponentModel.DataAnnotations;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.People;

/// <summary>Erases a person's data for good; asks once more, and why.</summary>
[Authorize(Policy = Can.EditPeople)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EraseModel(Db db, Words words) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Person.EraseReason")]
    public string? Reason { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>Where the data stand and how often: see <see cref="Db.WhereaboutsOfAsync(Domain.Common.Entity, CancellationToken)"/>.</summary>
    public IReadOnlyList<(string Place, int Count)> Places { get; private set; } = [];

    /// <summary>Other records whose texts hold the name, and keep it.</summary>
    public List<SearchEntry> Mentions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : NotFound();

    [Fresh]
    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await db.EraseAsync(Person, Reason!);
        return LocalRedirect(words.To("/people"));
    }

    private async Task<bool> Load(string key)
    {
        // Whoever was withdrawn has a right to be forgotten too.
        Person = (await db.People.IgnoreQueryFilters([Db.Standing]).AsNoTracking().SingleOrDefaultAsync(one => one.Key == key))!;
        if (Person is null) return false;

        Places = await db.WhereaboutsOfAsync(Person);
        Mentions = await db.MentionsOfAsync(Person, 20);
        return true;
    }
}
