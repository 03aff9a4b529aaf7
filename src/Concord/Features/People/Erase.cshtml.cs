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
internal sealed class EraseModel(Db db, Words words) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Person.EraseReason")]
    public string? Reason { get; set; }

    public Person Person { get; private set; } = null!;

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
        return Person is not null;
    }
}
