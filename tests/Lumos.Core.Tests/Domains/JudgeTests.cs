using Lumos.Abstractions;
using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

public sealed class JudgeTests
{
    [Fact]
    public void Order_SharperMode_KeepsTheOrderAndParts()
    {
        var (plain, sharp) = (Ranked(1), Ranked(2));
        Assert.Equal(plain.Select(static s => s.Entry.Label), sharp.Select(static s => s.Entry.Label));
        // What is likelier than all else together becomes likelier still.
        Assert.True(plain[0].Probability > 0.5 && sharp[0].Probability > plain[0].Probability);
    }

    private static List<DomainScore> Ranked(double sharpness)
    {
        var column = ColumnEvidence.Collect("customers", "email", ColumnType.Text, ["anna@example.com", "ben@example.org", "cleo@example.net"]);
        IReadOnlyList<DomainScore> scores = new DomainScorer(DomainCatalog.Default).Rank(column);
        JudgeMode mode = new() { Terms = new Dictionary<string, double> { ["one"] = -2, ["score"] = 4 }, Labels = new Dictionary<string, double>(), ByShape = new Dictionary<string, Dictionary<string, double>>(), Sharpness = sharpness };
        return [.. new Judge(new JudgeWeights { Fitted = "by hand", Both = mode, Header = mode, Values = mode }).Order(scores, column, DomainCatalog.Default).Where(static s => s.Probability > 0)];
    }
}
