using Concord.Platform.Accounts;
using Concord.Platform.Languages;

namespace Concord.Features.Accounts;

internal static class DeviceNames
{
    /// <summary>Firefox on Windows — Firefox（Windows）; what is not known is left out.</summary>
    public static string DeviceName(this Words words, SignIn signIn) => (signIn.Browser, signIn.System) switch
    {
        ({ } browser, { } system) => words["Device.On", words["Browser." + browser], words["System." + system]],
        ({ } browser, null) => words["Browser." + browser],
        (null, { } system) => words["System." + system],
        _ => words["Device.Unknown"],
    };
}
