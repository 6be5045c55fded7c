using System.Text.RegularExpressions;

namespace Lumos.Core.Tests.Policy;

/// <summary>Rules live in the manifest. Outside the policy folder, no code of the core may branch on a mode or a role.</summary>
public partial class OneCopyOfEveryRuleTests
{
    [Fact]
    public void CoreSource_OutsidePolicy_NeverComparesModesOrRoles()
    {
        var core = Path.Combine(Repository.Root, "src", "Lumos.Core");
        var offenders = Directory.GetFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(core, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .Where(file => !file.StartsWith("Policy/PolicyEngine", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(Path.Combine(core, file)).Select((text, i) => (file, line: i + 1, text)))
            .Where(line => Branch().IsMatch(line.text) && !line.text.TrimStart().StartsWith("///", StringComparison.Ordinal))
            .Select(line => $"{line.file}:{line.line}: {line.text.Trim()}")
            .ToList();

        Assert.True(offenders.Count == 0, "Ask IPolicyEngine instead:\n" + string.Join('\n', offenders));
    }

    [Theory]
    [InlineData("if (context.Contract.Mode == RunMode.DataMode)", true)]
    [InlineData("contract.Mode is RunMode.MetadataOnly", true)]
    [InlineData("RunMode.DataMode => 1,", true)]
    [InlineData("case Role.Admin:", true)]
    [InlineData("actor.Role >= Role.Operator", true)]
    [InlineData("Mode = RunMode.DataMode,", false)]
    [InlineData("public RunMode Mode { get; init; } = RunMode.DataMode;", false)]
    public void Branch_Code_IsRecognised(string code, bool branches) => Assert.Equal(branches, Branch().IsMatch(code));

    [GeneratedRegex(@"([=!]=|[<>]=?|\bis\b( not)?|\bor\b|\bcase\b|\bwhen\b)\s*\(?(RunMode|Role)\.[A-Z]|\b(RunMode|Role)\.[A-Z][A-Za-z]*\s*(=>|[=!]=|[<>])")]
    private static partial Regex Branch();
}
