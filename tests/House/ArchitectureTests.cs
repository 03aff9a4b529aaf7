using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Architecture = ArchUnitNET.Domain.Architecture;
using Assembly = System.Reflection.Assembly;

namespace Concord.Tests.House;

/// <summary>Who may know whom (STYLE, section 2).</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Web = typeof(Concord.Application).Assembly;

    private static readonly Architecture House = new ArchLoader().LoadAssemblies(Web).Build();

    private static IEnumerable<string> Features =>
        Web.GetTypes().Select(type => type.Namespace ?? "").Where(name => name.StartsWith("Concord.Features.", StringComparison.Ordinal)).Select(name => name.Split('.')[2]).Where(name => name != "Shared").Distinct();

    [Theory]
    [InlineData("Concord.Domain", "Concord.Features")]
    [InlineData("Concord.Domain", "Concord.Platform")]
    [InlineData("Concord.Platform", "Concord.Features")]
    public void Arrows_point_inwards(string from, string never) =>
        Types().That().ResideInNamespaceMatching($@"^{from}(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^{never}(\.|$)"))
            .Check(House);

    [Fact]
    public void Domain_knows_neither_web_nor_database()
    {
        var known = ReferencedBy("Concord.Domain").Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));

        Nothing.In(known);
    }

    [Fact]
    public void Features_do_not_use_one_another()
    {
        foreach (var feature in Features)
        {
            // Razor's generated classes stand in one namespace of their own; what they use is checked through the page models.
            Types().That().ResideInNamespaceMatching($@"^Concord\.Features\.{feature}(\.|$)")
                .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^Concord\.Features\.(?!{feature}(\.|$)|Shared(\.|$))[^.]+"))
                .Check(House);
        }
    }

    [Fact]
    public void The_web_application_keeps_everything_to_itself_but_tag_helpers()
    {
        var open = Web.GetExportedTypes().Where(type => !type.IsAssignableTo(typeof(TagHelper)) && !type.Name.StartsWith("Features_", StringComparison.Ordinal) && !IsGenerated(type) && type.Name != "Program") // the compiler makes the class of Program.cs public
           .Select(type => type.FullName);

        Nothing.In(open);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_knows_neither_web_nor_database_nor_us(string library)
    {
        var known = Assembly.Load(library).GetReferencedAssemblies().Select(one => one.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name.StartsWith("Npgsql", StringComparison.Ordinal) || name == "Concord");

        Nothing.In(known);
    }

    /// <summary>The libraries that the web application stands on, and any that stands beside it under src/.</summary>
    public static TheoryData<string> Libraries() =>
        [.. Web.GetReferencedAssemblies().Select(one => one.Name!).Where(name => name.StartsWith("Concord.", StringComparison.Ordinal))];

    private static bool IsGenerated(System.Type type) => type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null || (type.Namespace ?? "").StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal);

    private static IEnumerable<string> ReferencedBy(string root) =>
        House.Types.Where(type => type.FullName.StartsWith(root + ".", StringComparison.Ordinal)).SelectMany(type => type.Dependencies).Select(dependency => dependency.Target.FullName).Distinct();
}
