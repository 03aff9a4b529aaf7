namespace Concord.Platform.Web;

/// <summary>Whether a page shows something invented for the demonstration: the layout then says so above it.</summary>
internal static class Fiction
{
    /// <summary>Key of the page's ViewData.</summary>
    public const string Key = "Fictitious";

    /// <returns>True when all that is shown is invented, "some" when some of it is, null when nothing is.</returns>
    public static object? In<T>(IEnumerable<T> shown, Func<T, bool> isFictitious)
    {
        var (some, all) = (false, true);
        foreach (var one in shown)
        {
            if (isFictitious(one)) some = true;
            else all = false;
        }

        return !some ? null : all ? true : "some";
    }
}
