using Concord.Domain.Activities;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Activities;

/// <summary>The activities by year and month. What is known to the month or the year only stands apart, and what has no date stands last.</summary>
[AllowAnonymous]
internal sealed class CalendarModel(Db db) : PageModel
{
    /// <summary>Up to so many activities the whole period is one page; beyond, each year is.</summary>
    public const int WholePeriod = 200;

    /// <summary>A year, or <see cref="IndexModel.NoYear"/>; null: the whole period, or the latest year when that is too long for one page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Year { get; set; }

    /// <summary>The years in which anything begins, latest first.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public bool HasUndated { get; private set; }

    /// <summary>What is shown, earliest first.</summary>
    public IReadOnlyList<ActivityRow> Rows { get; private set; } = [];

    public IEnumerable<IGrouping<int, ActivityRow>> ByYear => Rows.Where(row => row.Start is not null).GroupBy(row => row.Start!.Year).OrderByDescending(year => year.Key);

    public IEnumerable<ActivityRow> Undated => Rows.Where(row => row.Start is null);

    public async Task OnGetAsync(CancellationToken stop)
    {
        var days = await db.Activities.GroupBy(one => one.FirstDay).Select(day => new { day.Key, Count = day.Count() }).ToListAsync(stop);
        HasUndated = days.Any(day => day.Key == Activity.Unknown);
        Years = [.. days.Where(day => day.Key != Activity.Unknown).Select(day => day.Key.Year).Distinct().OrderDescending()];
        if (Year is null && days.Sum(day => day.Count) > WholePeriod) Year = Years.Count > 0 ? Years[0].ToString(System.Globalization.CultureInfo.InvariantCulture) : IndexModel.NoYear;

        var found = db.Activities.AsNoTracking();
        if (Year == IndexModel.NoYear)
        {
            found = found.Where(one => one.FirstDay == Activity.Unknown);
        }
        else if (int.TryParse(Year, out var year) && year is > 1 and < 9999)
        {
            var (first, last) = (new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
            found = found.Where(one => one.FirstDay >= first && one.FirstDay <= last);
        }

        Rows = await found.OrderBy(one => one.FirstDay).ThenBy(one => one.LastDay).ThenBy(one => one.Key).Select(ActivityRow.Of).ToListAsync(stop);
        await ActivityRow.ReadPlaces(db, Rows, stop);
    }
}
