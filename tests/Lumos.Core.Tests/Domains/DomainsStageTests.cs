using Lumos.Abstractions;
using Lumos.Core.Tests.Mapping;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainsStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_DataMode_SeesValuesButTellsNone()
    {
        var domains = await AssignAsync(RunMode.DataMode, "c1;c2\nann.secretive@example.com;4111 1111 1111 1111\nbob.hidden@example.com;5555555555554444\ncy.covert@example.com;378282246310005\n");

        Assert.Equal(["contact.email", "payment.card_number"], domains.Columns.Select(c => c.Domain));
        Assert.All(domains.Columns, c => Assert.Equal(PiiGrade.Direct, c.Pii));
        var told = string.Join('\n', domains.Columns.SelectMany(c => c.Evidence.Concat(c.PiiEvidence)).Append(domains.Columns[0].WouldChange));
        Assert.DoesNotContain("secretive", told, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MetadataOnly_KnowsHeadersOnly()
    {
        var domains = await AssignAsync(RunMode.MetadataOnly, "c1;email\nann@example.com;ann@example.com\nbob@example.com;bob@example.com\n");

        Assert.Equal(["unknown", "contact.email"], domains.Columns.Select(c => c.Domain));
        Assert.DoesNotContain(domains.Columns, c => c.Components.ContainsKey("regex") || c.Components.ContainsKey("value"));
    }

    [Fact]
    public async Task Run_HeaderContradictedByValues_IsNotHigh()
    {
        var domains = await AssignAsync(RunMode.DataMode, "email;n\nround;1\nflat;2\nsquare;3\noval;4\n");

        Assert.NotEqual(ConfidenceBand.High, domains.Columns[0].Band);
        Assert.NotNull(domains.Columns[0].WouldChange);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<DomainAssignmentsArtifact> AssignAsync(RunMode mode, string content)
    {
        _folder.Write("in/t.csv", content);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Mode = mode, Target = [new TargetTable { Name = "x", Columns = [new TargetColumn { Name = "y", Type = ColumnType.Text }] }] };
        await run.RunAsync();
        return run.Domains!;
    }
}
