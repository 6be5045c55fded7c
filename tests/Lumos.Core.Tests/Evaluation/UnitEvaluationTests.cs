using Lumos.Abstractions;
using Lumos.Core.Evaluation;

namespace Lumos.Core.Tests.Evaluation;

public sealed class UnitEvaluationTests
{
    [Fact]
    public void Run_OwnGoldenSet_IsAllRight()
    {
        var report = UnitEvaluation.Run(Path.Combine(Repository.Root, "tests", "Lumos.Core.Tests", "golden", "units"));

        Assert.Empty(report.Cases);
        Assert.Equal(1, report.Figure("conversions"));
        Assert.Equal(1, report.Figure("validations"));
    }

    [Fact]
    public void Run_WrongLabels_AreWrongCases()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "conversion.json"), """
            [{"value":1,"from":"[mi_i]","to":"m","expected":1609.3},{"value":1,"from":"[mi_i]","to":"m","expected":1609.4},{"value":1,"from":"m","to":"s","expected":1},
             {"value":1,"from":"[mi_i]","to":"m","expected":1600,"tolerance":10}]
            """);
        File.WriteAllText(Path.Combine(folder.Path, "validation.json"), """[{"unit":"m","valid":false},{"unit":"m","valid":true}]""");

        var report = UnitEvaluation.Run(folder.Path);

        Assert.Equal(0.5, report.Figure("conversions"));
        Assert.Equal(0.5, report.Figure("validations"));
        Assert.Equal(3, report.Cases.Count);
    }

    [Fact]
    public void Run_NotTheFormat_IsAClearError()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "validation.json"), """[{"code":"m"}]""");

        var error = Assert.Throws<LumosException>(() => UnitEvaluation.Run(folder.Path));

        Assert.Equal("EVAL_LABEL_INVALID", error.Reason);
    }
}
