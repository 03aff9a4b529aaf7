namespace Concord.Platform.Web;

/// <summary>A setting of the installation that it cannot be started with. Its words are for whoever starts it.</summary>
internal sealed class SettingRefused(string setting, string why) : Exception($"The setting '{setting}' is refused. {why}");
