using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The tables of a school, whose students have two numbers and whose sections have a number within a course: into tables called otherwise.</summary>
public sealed class SchoolTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE campus (campus_id integer PRIMARY KEY, name text NOT NULL, principal text, phone text);
        CREATE TABLE pupil (pupil_id bigint PRIMARY KEY, given_name text NOT NULL, family_name text NOT NULL, date_of_birth date, street text, city text, postcode text, phone text, guardian_email text);
        CREATE TABLE class (class_id bigint PRIMARY KEY, course_code text NOT NULL, course_title text NOT NULL, credits decimal(4,2), room text);
        CREATE TABLE enrolment (enrolment_id bigint PRIMARY KEY, pupil_id bigint NOT NULL REFERENCES pupil(pupil_id), class_id bigint NOT NULL REFERENCES class(class_id), from_date date, to_date date, absences integer);
        CREATE TABLE final_grade (grade_id bigint PRIMARY KEY, pupil_id bigint NOT NULL REFERENCES pupil(pupil_id), class_id bigint NOT NULL REFERENCES class(class_id), letter text, score_percent decimal(5,2));
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TwoNumbersIdentifyARow_TakesTheOneOthersReferTo()
    {
        var plan = await PlanAsync();

        Assert.Equal("Student_Number", Of(plan, "pupil", "pupil_id"));
        Assert.Equal("Student_Number", Of(plan, "enrolment", "pupil_id"));
        Assert.Equal("Student_Number", Of(plan, "final_grade", "pupil_id"));
    }

    [Fact]
    public async Task Run_NumberWithinAnotherRow_IsNoKeyWhereThereIsOne()
    {
        var plan = await PlanAsync();

        Assert.Equal("sections", Assert.Single(Table(plan, "class").Inputs).Source);
        Assert.Equal("SectionID", Of(plan, "class", "class_id"));
        Assert.Equal("courses.Course_Name", Of(plan, "class", "course_title"));
        Assert.Equal("SectionID", Of(plan, "enrolment", "class_id"));
    }

    [Fact]
    public async Task Run_RowsOfWhichAnotherTargetTakesMore_AreNotTakenForWhatTheyHaveInCommon()
    {
        var plan = await PlanAsync();

        Assert.Equal("schools", Assert.Single(Table(plan, "campus").Inputs).Source);
        Assert.Equal("cc", Table(plan, "enrolment").Inputs[0].Source);
        Assert.Equal("CCID", Of(plan, "enrolment", "enrolment_id"));
        Assert.Equal("storedgrades", Assert.Single(Table(plan, "final_grade").Inputs).Source);
    }

    public void Dispose() => _folder.Dispose();

    private static TableMapping Table(MappingPlanArtifact plan, string target) => plan.Tables.Single(t => t.Target == target);

    private static string Of(MappingPlanArtifact plan, string target, string column) => Assert.Single(Table(plan, target).Inputs[0].Columns.Single(c => c.Target == column).Sources);

    private async Task<MappingPlanArtifact> PlanAsync()
    {
        string[] names = ["Lincoln", "Jefferson", "Central"], heads = ["Ann Lee", "Bob Ray", "Eve Moss"], first = ["Ann", "Bob", "Cleo", "Dan", "Eve"], last = ["Ames", "Birk", "Cole", "Dorn"], titles = ["Algebra", "Biology", "History", "English", "Music"];
        Write("SCHOOLS", "SchoolNumber,SchoolName,PrincipalName,Phone", 3, i => $"{100 + i},{names[i]} School,{heads[i]},(217) 555-{1000 + i}");
        Write("STUDENTS", "DCID,Student_Number,Last_Name,First_Name,DOB,SchoolID,Street,City,Zip,Home_Phone,GuardianEmail", 120, i =>
            $"{5000 + i},{70000 + i},{last[i % 4]},{first[i % 5]},2010-0{1 + (i % 9)}-1{i % 9},{100 + (i % 3)},{600 + i} Oak St,Springfield,{62700 + (i % 5)},217-555-{7100 + i},g{i}@home.example");
        Write("COURSES", "Course_Number,Course_Name,Credit_Hours", 5, i => $"{titles[i][..3].ToUpperInvariant()}10{i},{titles[i]},1.0");
        Write("SECTIONS", "SectionID,Course_Number,Section_Number,SchoolID,Room", 40, i => $"{8000 + i},{titles[i % 5][..3].ToUpperInvariant()}10{i % 5},{1 + (i / 5)},{100 + (i % 3)},{200 + (i * 7 % 90)}");
        Write("CC", "CCID,Student_Number,SectionID,DateEnrolled,DateLeft,CurrentAbsences", 300, static i => $"{i + 1},{70000 + (i * 7 % 120)},{8000 + (i * 3 % 40)},2022-08-2{i % 9},2023-06-0{1 + (i % 9)},{i % 6}");
        Write("STOREDGRADES", "GradeID,Student_Number,SectionID,StoreCode,Grade,Percent,DateStored", 300, static i => $"{i + 1},{70000 + (i * 7 % 120)},{8000 + (i * 3 % 40)},S1,{"ABCDF"[i % 5]},{53 + (i % 47)}.0,2023-01-1{i % 9}");
        _folder.Write("ours.sql", Schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["."], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
