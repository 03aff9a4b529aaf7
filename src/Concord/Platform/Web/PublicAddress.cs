using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Concord.Platform.Web;

/// <summary>Where people reach the installation: for links in what leaves it. Never taken from a request, whose host anybody may choose.</summary>
internal sealed class PublicAddress(IConfiguration settings, IServer server)
{
    /// <summary>Without a slash at its end: https://concord.example.</summary>
    public string Home => (settings["address"] is { Length: > 0 } set ? set : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080").TrimEnd('/');

    public string Host => new Uri(Home).Host;
}
