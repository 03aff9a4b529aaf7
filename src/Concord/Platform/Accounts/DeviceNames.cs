using Concord.Platform.Languages;

namespace Concord.Platform.Accounts;

internal static class DeviceNames
{
    public static string DeviceName(this Words words, SignIn signIn) => words.DeviceName(signIn.Browser, signIn.System);

    /// <summary>Firefox on Windows — Firefox（Windows）; what is not known is left out.</summary>
    public static string DeviceName(this Words words, string? browser, string? system) => (browser, system) switch
    {
        (not null, not null) => words["Device.On", words["Browser." + browser], words["System." + system]],
        (not null, null) => words["Browser." + browser],
        (null, not null) => words["System." + system],
        _ => words["Device.Unknown"],
    };
}
