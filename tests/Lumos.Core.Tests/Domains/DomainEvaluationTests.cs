using Lumos.Abstractions;
using Lumos.Core.Domains.Evaluation;
using Xunit.Abstractions;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainEvaluationTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden", "domains");
    private static readonly string Held = Path.Combine(AppContext.BaseDirectory, "golden", "domains-held");

    [Theory]
    [InlineData(false, false, 0.96, 0.98, 0.02)]
    [InlineData(false, true, 0.62, 0.98, 0.02)]
    [InlineData(true, false, 0.95, 0.98, 0.02)]
    public void Run_GoldenTables_StayAboveTheFloor(bool metadataOnly, bool blind, double accuracy, double precision, double unknownHigh)
    {
        var report = DomainEvaluation.Run(Folder, new DomainEvaluationOptions { MetadataOnly = metadataOnly, BlindHeaders = blind });
        output.WriteLine(report.ToString());
        Assert.True(report.Figures["columns"] > 120);
        Assert.True(report.Figures["accuracy"] >= accuracy, $"accuracy {report.Figures["accuracy"]:0.000}");
        Assert.True(report.Figures["high_precision"] >= precision, $"high_precision {report.Figures["high_precision"]:0.000}");
        Assert.True(report.Figures["unknown_wrongly_high"] <= unknownHigh, $"unknown_wrongly_high {report.Figures["unknown_wrongly_high"]:0.000}");
    }

    [Theory]
    [InlineData(false, false, 0.80)]
    [InlineData(false, true, 0.55)]
    [InlineData(true, false, 0.68)]
    public void Run_HeldTables_StayAboveTheFloor(bool metadataOnly, bool blind, double accuracy)
    {
        var report = DomainEvaluation.Run(Held, new DomainEvaluationOptions { MetadataOnly = metadataOnly, BlindHeaders = blind });
        output.WriteLine(report.ToString());
        Assert.True(report.Figures["accuracy"] >= accuracy, $"accuracy {report.Figures["accuracy"]:0.000}");
        Assert.True(report.Figures["high_precision"] >= 0.95, $"high_precision {report.Figures["high_precision"]:0.000}");
        Assert.Equal(0, report.Figures["unknown_wrongly_high"]);
    }

    [Fact]
    public void Run_BlindedHeaders_NeverCallsAnIdentifierPhoneCardOrSocialSecurityNumber()
    {
        var report = DomainEvaluation.Run(Folder, new DomainEvaluationOptions { BlindHeaders = true });
        Assert.DoesNotContain(report.Cases, c => c.Expected is "id.integer" or "id.code" or "id.sku" or "id.tracking_number" or "code.gtin"
            && c.Band != ConfidenceBand.Low && c.Given is "contact.phone" or "payment.card_number" or "id.us_ssn" && !c.Right);
    }

    [Fact]
    public void Run_FolderWithoutGold_SaysSo()
    {
        var error = Assert.Throws<LumosException>(() => DomainEvaluation.Run(AppContext.BaseDirectory));
        Assert.Equal("EVAL_GOLD_MISSING", error.Reason);
    }
}
