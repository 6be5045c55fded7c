using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Mapping;
using Lumos.Core.Mapping.Strategies;

namespace Lumos.Core.Tests.Mapping;

public sealed class KnownCodesTests
{
    [Theory]
    [InlineData("visit_concept_id", true)]
    [InlineData("gender_concept_id", true)]
    [InlineData("patient_gender_concept_id", true)]
    [InlineData("sex_iso_5218", true)]
    [InlineData("iso_sex_code", true)]
    [InlineData("visit_type_concept_id", false)]
    [InlineData("gender_source_concept_id", false)]
    [InlineData("visit_concept_name", false)]
    [InlineData("visit_concept_type_id", false)]
    public void For_NameOfAColumn_IsTheConceptItselfOnly(string name, bool known)
    {
        var column = new TargetColumn { Name = name, Type = ColumnType.Int64 };

        Assert.Equal(known, KnownCodes.For(new TargetColumnProfile(new TargetTable { Name = "visits", Columns = [column] }, column, new ColumnNamer())) is not null);
    }
}
