using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Settings;

/// <summary>Edits one part of the programme's document. Somebody who edits another part at the same time is not in the way.</summary>
[Authorize(Policy = Can.EditProgramme)]
internal sealed class EditModel(Db db, Words words, CurrentProgramme current) : PageModel, IEditPage
{
    private ProgrammeDocument document = null!;
    private Programme programme = null!;

    [BindProperty]
    public ProgrammeForm Input { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty, StringLength(500), Display(Name = "Form.Reason")]
    public string? Reason { get; set; }

    public Conflict? Conflict { get; private set; }

    public Type FormType => typeof(ProgrammeForm);

    /// <summary>The programme's texts are written, none of them chosen.</summary>
    public IEnumerable<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem>? ChoicesFor(string field) => null;

    /// <summary>The part as it stands.</summary>
    public ProgrammePart Part { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string sort, string key, CancellationToken stop)
    {
        if (!await Load(sort, key, stop)) return NotFound();

        (Input, Version, Seen) = (Part.Form, document.Version, FormFields.Fingerprints(Part.Form));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string sort, string key, CancellationToken stop)
    {
        if (!await Load(sort, key, stop)) return NotFound();

        FormFields.TakeTheirs(Request.Form, Input, Part.Form);
        FillWithWhatThePartHas();
        if (!ModelState.IsValid) return Page();

        // The document moves with every part; only a change of this very part is in the way.
        if (document.Version != Version && FormFields.Fingerprints(Part.Form) != Seen) return Differs();

        var after = Part.Apply(programme, Input);
        var changes = Changes(after);
        if (changes.Count == 0) return LocalRedirect(words.To("/programme"));

        document.Document = JsonSerializer.Serialize(after, Stored.Json);
        document.Version++;
        db.Because(Reason);
        db.Enter("Programme", document.Id, programme.Key, Audience.Public, "changed", changes, document.Version);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await Load(sort, key, stop) ? Differs() : NotFound();
        }

        await current.ReadAsync(db, stop);
        return LocalRedirect(words.To("/programme"));
    }

    private async Task<bool> Load(string sort, string key, CancellationToken stop)
    {
        if (await db.ProgrammeDocuments.SingleOrDefaultAsync(stop) is not { } row) return false;

        (document, programme) = (row, JsonSerializer.Deserialize<Programme>(row.Document, Stored.Json)!);
        Part = ProgrammePart.Of(programme).FirstOrDefault(part => part.Sort == sort && part.Key == key)!;
        return Part is not null;
    }

    /// <summary>Fields that this sort of part does not have are neither asked for nor taken.</summary>
    private void FillWithWhatThePartHas()
    {
        foreach (var property in typeof(ProgrammeForm).GetProperties())
        {
            var has = property.GetValue(Part.Form) is not null;
            if (!has)
            {
                property.SetValue(Input, null);
                foreach (var name in ModelState.Keys.Where(name => name == "Input." + property.Name || name.StartsWith("Input." + property.Name + ".", StringComparison.Ordinal) || name.StartsWith("Input." + property.Name + "[", StringComparison.Ordinal)).ToList()) ModelState.Remove(name);
            }
            else if (property.GetValue(Input) is null)
            {
                property.SetValue(Input, property.PropertyType == typeof(TextInput) ? new TextInput() : property.PropertyType == typeof(string) ? "" : new List<TextInput>());
            }
        }
    }

    private Dictionary<string, string?[]> Changes(Programme after)
    {
        var now = ProgrammePart.Of(after).Single(part => part.Sort == Part.Sort && part.Key == Part.Key).Form;
        var changes = new Dictionary<string, string?[]>();
        foreach (var property in typeof(ProgrammeForm).GetProperties())
        {
            var (old, fresh) = (AsStored(property.GetValue(Part.Form)), AsStored(property.GetValue(now)));
            for (var at = 0; at < Math.Max(old.Count, fresh.Count); at++)
            {
                var (was, becomes) = (old.ElementAtOrDefault(at), fresh.ElementAtOrDefault(at));
                if (was != becomes) changes[$"{Part.Sort}:{Part.Key}:{property.Name}" + (at == 0 ? "" : " " + (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))] = [was, becomes];
            }
        }

        return changes;
    }

    private static List<string?> AsStored(object? value) => value switch
    {
        null => [],
        TextInput text => [Whole(text)],
        IEnumerable<TextInput> texts => [.. texts.Select(Whole)],
        _ => [string.IsNullOrEmpty(value as string) ? null : (string)value],
    };

    private static string? Whole(TextInput text) => text.OverOrNull(null)?.ToJson();

    private PageResult Differs()
    {
        Conflict = Conflict.Between(Input, Part.Form, Seen, "Programme", document.Id, Request.Form);
        (Version, Seen) = (document.Version, FormFields.Fingerprints(Part.Form));
        ModelState.Remove(nameof(Version));
        ModelState.Remove(nameof(Seen));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
