using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Mail;

/// <summary>Which mail I want, when, and what may wait for the digest.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ChoicesModel(Db db, Me me, Words words, Today today) : PageModel
{
    /// <summary>The sorts that can be chosen; mail about the account always comes.</summary>
    public static readonly IReadOnlyList<MailSort> Sorts = [MailSort.Request, MailSort.Reminder, MailSort.News];

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>What was saved a moment ago is said above the form.</summary>
    public bool Saved => Request.Query.ContainsKey("saved");

    public IEnumerable<SelectListItem> Zones(string chosen)
    {
        // The zones of the programme's places first would be a list of its own; all of them, sorted, is what a computer's own settings show.
        var now = today.Now;
        return DateTimeZoneProviders.Tzdb.Ids
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal))
            .Select(id => (Id: id, DateTimeZoneProviders.Tzdb[id].GetUtcOffset(now).Seconds))
            .OrderBy(one => one.Seconds).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => new SelectListItem($"UTC{DateTimeZoneProviders.Tzdb[one.Id].GetUtcOffset(now):+HH:mm} {one.Id}", one.Id, one.Id == chosen));
    }

    public IEnumerable<SelectListItem> Hours => Enumerable.Range(0, 24).Select(hour => new SelectListItem($"{hour:00}:00", (hour * 60).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public IEnumerable<SelectListItem> ChoicesFor(MailSort sort) =>
        Enum.GetValues<MailChoice>().Where(choice => sort != MailSort.News || choice != MailChoice.AtOnce).Select(choice => new SelectListItem(words["MailChoice." + choice], choice.ToString()));

    public async Task OnGetAsync(CancellationToken stop)
    {
        var preference = await Find(stop);
        Input = new()
        {
            Version = preference.Version,
            Choices = Sorts.ToDictionary(sort => sort, preference.For),
            Zone = preference.Zone,
            IsQuiet = preference.QuietFrom is not null,
            QuietFrom = preference.QuietFrom ?? 20 * 60,
            QuietUntil = preference.QuietUntil ?? 7 * 60,
            Weekends = preference.Weekends,
            DigestAt = preference.DigestAt,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Input.Zone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(Input.Zone) is null) ModelState.AddModelError("Input.Zone", words["Form.Required"]);
        if (!ModelState.IsValid) return Page();

        var preference = await Find(stop);
        if (db.Entry(preference).State == EntityState.Detached) db.MailPreferences.Add(preference);
        else db.Entry(preference).Property(one => one.Version).OriginalValue = Input.Version;
        preference.Choices = Sorts.Where(Input.Choices.ContainsKey).ToDictionary(sort => sort, sort => Input.Choices[sort]);
        preference.Zone = Input.Zone!;
        preference.QuietFrom = Input.IsQuiet ? Input.QuietFrom : null;
        preference.QuietUntil = Input.IsQuiet ? Input.QuietUntil : null;
        preference.Weekends = Input.Weekends;
        preference.DigestAt = Input.DigestAt;
        preference.Version++;
        await db.SaveChangesAsync(stop);
        return LocalRedirect(words.To("/me/mail/choices?saved"));
    }

    /// <summary>The address takes mail again: its owner says so.</summary>
    public async Task<IActionResult> OnPostArrivesAsync(CancellationToken stop)
    {
        await db.InOneTransaction(() => db.MailPreferences.Where(one => one.Account == me.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ReturnedAt, (Instant?)null), stop), stop);
        return LocalRedirect(words.To("/me/mail"));
    }

    private async Task<MailPreference> Find(CancellationToken stop) =>
        await db.MailPreferences.SingleOrDefaultAsync(one => one.Account == me.Id, stop) ?? MailPreference.Usual(me.Id!.Value, words.Programme.TimeZone);

    public sealed class Form
    {
        public int Version { get; set; }

        public Dictionary<MailSort, MailChoice> Choices { get; set; } = [];

        [Required, Display(Name = "Choices.Zone")]
        public string? Zone { get; set; }

        [Display(Name = "Choices.IsQuiet")]
        public bool IsQuiet { get; set; }

        [Required, Range(0, 1439), Display(Name = "Choices.QuietFrom")]
        public int QuietFrom { get; set; }

        [Required, Range(0, 1439), Display(Name = "Choices.QuietUntil")]
        public int QuietUntil { get; set; }

        [Display(Name = "Choices.Weekends")]
        public bool Weekends { get; set; }

        [Required, Range(0, 1439), Display(Name = "Choices.DigestAt")]
        public int DigestAt { get; set; }
    }
}
