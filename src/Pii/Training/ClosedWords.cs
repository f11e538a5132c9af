namespace EventAgents.Pii.Training;

/// <summary>Short lists of words that surround names, in the languages that prompts mostly are in. Written here, not taken from a data set.</summary>
internal static class ClosedWords
{
    /// <summary>Forms of address and ranks.</summary>
    public const string Titles = """
        mr mrs ms miss mx dr doctor prof professor sir lady lord dame madam master rev reverend judge justice president senator governor general colonel
        captain lieutenant sergeant major king queen prince princess minister secretary chairman chairwoman director ceo nurse pastor
        herr herrn frau fräulein doktor hr fru fröken mme mlle monsieur madame mademoiselle sr sra srta señor señora señorita don doña dra
        sig sigra signor signora signore dott dottor dottoressa ing avv geom rag senhor senhora dom dona pan pani pana panu panią bay bayan hanım bey
        heer mevrouw dhr mevr mw meneer doamna domnul dl dna ponas ponia härra proua gospod gospa gospodin gospođa
        г-н г-жа господин госпожа пан пані السيد السيدة الدكتور श्री श्रीमती 先生 女士 さん 様 氏 씨 님
        """;

    /// <summary>Relatives.</summary>
    public const string Kinship = """
        mother father mom mum dad brother sister son daughter wife husband uncle aunt cousin grandmother grandfather grandma grandpa nephew niece partner
        mutter vater bruder schwester sohn tochter onkel tante oma opa ehefrau ehemann mère père frère sœur fils fille femme mari oncle
        madre padre hermano hermana hijo hija esposa esposo marido tío tía primo prima mamma papà fratello sorella figlio figlia moglie marito zio zia
        mãe pai irmão irmã filho filha esposa tio tia moeder vader broer zus zoon dochter mor far bror søster syster son dotter matka ojciec brat siostra
        anne baba kardeş abla oğlu kızı мать отец брат сестра сын дочь
        """;

    /// <summary>Months and days of the week.</summary>
    public const string Calendar = """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today tomorrow yesterday tonight
        januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen gestern
        janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica
        janeiro fevereiro março maio junho julho setembro outubro novembro dezembro maart mei augustus stycznia lutego marca kwietnia maja czerwca lipca
        sierpnia września października listopada grudnia ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
        """;

    /// <summary>What companies and authorities are called after their name or before it.</summary>
    public const string LegalForms = """
        inc ltd llc llp plc corp corporation company co limited gmbh ag kg ohg ug mbh sarl sas sa srl spa sl slu nv bv ab as asa aps oy oyj kft zrt doo sro
        group holding holdings partners bank bancorp trust fund foundation institute university college school hospital clinic ministry department agency
        committee commission council association union party club fc united court office bureau authority society federation league museum
        universität klinik krankenhaus verein stiftung ministerium amt université hôpital ministère société universidad hospital ministerio instituto
        università ospedale ministero associazione universidade fundação universiteit ziekenhuis uab oü
        """;

    /// <summary>What streets are called after their name or before it.</summary>
    public const string Streets = """
        street st road rd avenue ave av boulevard blvd lane ln drive dr court ct place pl square sq terrace way highway hwy parkway close crescent row alley
        apt apartment suite unit floor flat room box building block
        straße strasse str weg platz allee gasse ring ufer rue quai chemin impasse calle paseo plaza avenida carretera camino via viale piazza corso
        vicolo rua praça travessa estrada straat laan plein gracht kade vägen gatan gata gade vej veien gate ulica ul aleja plac os
        sokak sokağı caddesi cad mahallesi mah strada bulevardul calea ulice náměstí třída cesta trg gatvė pr tee tänav maantee puiestee
        улица ул проспект пр переулок площадь шоссе дом кв
        """;

    /// <summary>Words inside names that begin no name of their own.</summary>
    public const string Particles = """
        van von der den de del della di da dos das do du la le el al ibn bin bint abu ben y e und zu zum zur ter ten op af av mac mc o d l san santa st saint jr sr ii iii iv
        """;
}
