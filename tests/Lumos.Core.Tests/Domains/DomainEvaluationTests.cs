using Lumos.Abstractions;
using Lumos.Core.Evaluation.Domains;
using Xunit.Abstractions;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainEvaluationTests(ITestOutputHelper output)
{
    private static readonly string Tuned = Path.Combine(Repository.Root, "evals", "domains", "tuned");
    private static readonly string Held = Path.Combine(Repository.Root, "evals", "domains", "held");

    [Theory]
    [InlineData(false, false, 0.95, 0.97)]
    [InlineData(false, true, 0.80, 0.95)]
    [InlineData(true, false, 0.93, 0.95)]
    public void Run_TunedTables_StayAboveTheFloor(bool metadataOnly, bool blind, double accuracy, double precision)
    {
        var report = DomainEvaluation.Run(Tuned, new DomainEvaluationOptions { MetadataOnly = metadataOnly, BlindHeaders = blind });
        output.WriteLine(report.ToString());
        Assert.True(report.Figures["columns"] > 120);
        Assert.True(report.Figures["accuracy"] >= accuracy, $"accuracy {report.Figures["accuracy"]:0.000}");
        Assert.True(report.Figures["high_precision"] >= precision, $"high_precision {report.Figures["high_precision"]:0.000}");
    }

    [Theory]
    [InlineData(false, false, 0.90)]
    [InlineData(false, true, 0.84)]
    [InlineData(true, false, 0.80)]
    public void Run_HeldTables_StayAboveTheFloor(bool metadataOnly, bool blind, double accuracy)
    {
        var report = DomainEvaluation.Run(Held, new DomainEvaluationOptions { MetadataOnly = metadataOnly, BlindHeaders = blind });
        output.WriteLine(report.ToString());
        Assert.True(report.Figures["accuracy"] >= accuracy, $"accuracy {report.Figures["accuracy"]:0.000}");
        Assert.True(report.Figures["high_precision"] >= 0.90, $"high_precision {report.Figures["high_precision"]:0.000}");
    }

    [Fact]
    public void Run_BlindedHeaders_NeverCallsAnIdentifierPhoneCardOrSocialSecurityNumber()
    {
        foreach (var folder in new[] { Tuned, Held })
        {
            Assert.Equal(0, DomainEvaluation.Run(folder, new DomainEvaluationOptions { BlindHeaders = true }).Figures["identifier_mistaken"]);
        }
    }

    [Fact]
    public void Reliability_OfTheTunedTables_CountsEveryColumnOnce()
    {
        var report = DomainEvaluation.Run(Tuned);
        Assert.Equal(report.Figures["columns"], report.Reliability.Sum(static s => s.Columns));
        Assert.All(report.Reliability, static s => Assert.InRange(s.Stated, s.From, s.From + 0.1001));
        Assert.Equal(report.Cases.Count(static c => !c.Right), report.Confusion.Sum(static c => c.Columns));
    }

    [Fact]
    public void Run_FolderWithoutGold_SaysSo()
    {
        var error = Assert.Throws<LumosException>(() => DomainEvaluation.Run(AppContext.BaseDirectory));
        Assert.Equal("EVAL_GOLD_MISSING", error.Reason);
    }
}
