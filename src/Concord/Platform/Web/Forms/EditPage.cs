using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web.Forms;

/// <summary>
/// A page with a form that changes one record. When somebody else has saved the record since the form was opened, both versions are
/// shown side by side and chosen from field by field; nothing typed is lost.
/// </summary>
internal abstract class EditPage<TForm>(Db db) : PageModel, IEditPage
    where TForm : class, new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    /// <summary>The version the form was opened on.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Fingerprints of what the fields held when the form was opened: tell who changed what.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Why the change is made: for the history.</summary>
    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(500), System.ComponentModel.DataAnnotations.Display(Name = "Form.Reason")]
    public string? Reason { get; set; }

    public Conflict? Conflict { get; private set; }

    public Type FormType => typeof(TForm);

    /// <summary>The form as the record stands.</summary>
    protected void Open(Entity record, TForm form) => (Input, Version, Seen) = (form, record.Version, FormFields.Fingerprints(form));

    /// <summary>Saves what <paramref name="apply"/> does to the record.</summary>
    /// <param name="record">As loaded in this request, not yet changed.</param>
    /// <param name="formOf">The form as a record stands.</param>
    /// <param name="reload">Loads the record anew; null when it is gone.</param>
    protected async Task<IActionResult> SaveAsync<T>(T record, Func<T, TForm> formOf, Action<T> apply, Func<Task<T?>> reload, string to)
        where T : Entity
    {
        if (record.Version != Version) return Differs(record, formOf(record));

        db.Because(Reason);
        apply(record);
        try
        {
            await db.SaveAsync(record, Version);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await reload() is { } now ? Differs(now, formOf(now)) : NotFound();
        }

        return LocalRedirect(to);
    }

    private PageResult Differs(Entity record, TForm theirs)
    {
        Conflict = Conflict.Between(FormFields.Of(Input), FormFields.Of(theirs), Seen, record);
        (Version, Seen) = (record.Version, FormFields.Fingerprints(theirs));
        ModelState.Remove(nameof(Version));
        ModelState.Remove(nameof(Seen));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}

/// <summary>Two versions of one form.</summary>
/// <param name="Fields">The fields in which they differ.</param>
/// <param name="Same">The fields in which they do not, to be sent along.</param>
internal sealed record Conflict(IReadOnlyList<ConflictField> Fields, IReadOnlyList<(string Name, string? Value)> Same, string Kind, Guid Record)
{
    public static Conflict Between(SortedDictionary<string, string?> mine, SortedDictionary<string, string?> theirs, string? seen, Entity record)
    {
        var before = FormFields.ReadFingerprints(seen);
        var fields = new List<ConflictField>();
        var same = new List<(string, string?)>();
        foreach (var name in mine.Keys.Union(theirs.Keys))
        {
            var (own, other) = (mine.GetValueOrDefault(name), theirs.GetValueOrDefault(name));
            if ((own ?? "") == (other ?? "")) same.Add((name, own));
            else fields.Add(new(name, own, other, TakeTheirs: before.GetValueOrDefault(name) == FormFields.Fingerprint(own)));
        }

        return new(fields, same, record.GetType().Name, record.Id);
    }
}

/// <param name="Name">As the form posts it, without the leading "Input.".</param>
/// <param name="TakeTheirs">I had not touched it: the other's value is offered first.</param>
internal sealed record ConflictField(string Name, string? Mine, string? Theirs, bool TakeTheirs)
{
    /// <summary>The property of the form, whose label names the field.</summary>
    public string Property => Name.Split('.', '[')[0];

    /// <summary>The language of one wording of a text; null for other fields.</summary>
    public string? Language => Name.Contains(".Words[", StringComparison.Ordinal) || Name.Contains(".States[", StringComparison.Ordinal) ? Name.Split('[')[1].TrimEnd(']') : null;

    public bool IsState => Name.Contains(".States[", StringComparison.Ordinal);
}

/// <summary>The fields of a form as they are posted: name to value.</summary>
internal static class FormFields
{
    public static SortedDictionary<string, string?> Of(object form)
    {
        var fields = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in form.GetType().GetProperties().Where(property => property.CanWrite))
        {
            Add(fields, property.Name, property.GetValue(form));
        }

        return fields;
    }

    public static string Fingerprints(object form) => string.Join(' ', Of(form).Select(field => $"{field.Key}={Fingerprint(field.Value)}"));

    public static Dictionary<string, string> ReadFingerprints(string? seen) =>
        (seen ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0])
            .ToDictionary(part => part[0], part => part[1]);

    public static string Fingerprint(string? value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((value ?? "").ReplaceLineEndings("\n").Trim())))[..8];

    private static void Add(SortedDictionary<string, string?> fields, string name, object? value)
    {
        switch (value)
        {
            case TextInput text:
                foreach (var (language, words) in text.Words) fields[$"{name}.Words[{language}]"] = words?.ReplaceLineEndings("\n").Trim();
                foreach (var (language, state) in text.States.Where(pair => !string.IsNullOrWhiteSpace(text.Words.GetValueOrDefault(pair.Key)))) fields[$"{name}.States[{language}]"] = state.ToString();
                break;
            case string words:
                fields[name] = words.ReplaceLineEndings("\n").Trim();
                break;
            case IList items:
                for (var index = 0; index < items.Count; index++) Add(fields, $"{name}[{index}]", items[index]);
                break;
            case bool flag:
                fields[name] = flag ? "true" : "false";
                break;
            default:
                fields[name] = value?.ToString();
                break;
        }
    }
}
