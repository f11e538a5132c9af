namespace EventAgents.Pii.Training.Synthesis;

/// <summary>Words for made-up texts, written for this purpose. Things and traps look like names and are none.</summary>
internal static class Words
{
    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public static readonly string[] Particles = ["van", "de", "von", "van der", "di", "da", "dos", "el", "bin", "ter", "du", "della", "al", "Mac"];
    public static readonly string[] Joints = [".", "_", "-", ""];
    public static readonly string[] Domains = ["example.com", "example.org", "mail.example", "example.net", "corp.example", "webmail.example"];
    public static readonly string[] Prefixes = ["ORD", "INV", "CASE", "EMP", "TCK", "REF", "PO", "JIRA", "SKU", "CR"];
    public static readonly string[] States = ["TX", "CA", "NY", "OH", "WA", "IL", "SP", "RJ", "MG", "MI", "TO", "RM", "FL", "GA", "PA"];
    public static readonly string[] Countries =
    [
        "Germany", "France", "Spain", "Italy", "Portugal", "Poland", "Kenya", "Canada", "Japan", "Brazil", "India", "Mexico", "Norway", "Ghana", "Peru",
        "Vietnam", "Turkey", "Chad", "Jordan", "Georgia", "Ireland", "Egypt", "Deutschland", "España", "Italia", "Türkiye", "Polska", "USA", "UK",
    ];

    public static readonly string[] Nationalities =
    [
        "German", "French", "Spanish", "Italian", "Polish", "Kenyan", "Canadian", "Japanese", "Brazilian", "Indian", "Mexican", "Nigerian", "Syrian",
        "Turkish", "Irish", "Dutch", "Swedish", "Jewish", "Muslim", "Catholic", "Hindu", "Buddhist", "Sikh", "Protestant", "Republican", "Democrat",
        "Kurdish", "Roma", "British", "American", "Chinese", "Korean", "Vietnamese", "Ukrainian", "Russian", "Romanian", "Filipino", "Pakistani", "Israeli",
        "Egyptian",
    ];

    public static readonly string[] Brands =
    [
        "Corvid", "Harbor", "Summit", "Lumen", "Vertex", "Orchard", "Northgate", "Silverline", "Bluebell", "Kestrel", "Quarry", "Tidewater", "Copper Creek",
        "Halcyon", "Meridian", "Alderwood", "Brightwater", "Granite", "Larkspur", "Solstice", "Juniper", "Redwood", "Falcon", "Ironbridge", "Novum", "Zenit",
        "Astra", "Polaris", "Helvetia", "Aurora",
    ];

    public static readonly string[] Sectors =
    [
        "Analytics", "Logistics", "Software", "Foods", "Insurance", "Dental", "Robotics", "Textiles", "Energy", "Pharma", "Consulting", "Media", "Motors",
        "Travel", "Security", "Telecom", "Bank", "Airlines", "Studios", "Biotech",
    ];

    public static readonly string[] LegalForms =
    [
        "Ltd", "Inc.", "LLC", "GmbH", "AG", "S.A.", "SL", "S.p.A.", "SARL", "BV", "AB", "Oy", "ApS", "Sp. z o.o.", "s.r.o.", "PLC", "Group", "Holdings",
        "KG", "SAS", "Ltda", "A.Ş.", "Corp", "Partners", "& Co",
    ];

    public static readonly string[] Institutions =
    [
        "University", "Hospital", "Museum Trust", "School", "Clinic", "College", "Foundation", "Council", "Institute", "Medical Center", "City Council",
        "Primary School", "Orchestra", "Football Club", "Housing Association",
    ];

    public static readonly string[] Products =
    [
        "Apache Kafka", "PostgreSQL", "Visual Studio Code", "Galaxy Note", "Pixel Buds", "Surface Pro", "Kindle Paperwhite", "Adobe Lightroom",
        "Ruby on Rails", "Jenkins", "Cassandra", "Prometheus", "Grafana", "Terraform", "Android Studio", "Unity", "Blender", "Hadoop", "Elastic", "Redis",
        "Maven", "Gradle", "Ada", "Julia", "Pascal", "Delphi", "Laravel", "Flask", "Tesla coil", "Windows Server", "Bluetooth", "Excel", "Photoshop",
        "Salesforce", "Mercedes", "Polo", "Yaris", "Bosch drill", "Dyson", "Nespresso",
    ];

    public static readonly string[] Traps =
    [
        "Jordan", "Paris", "Sydney", "Florence", "Austin", "Charlotte", "Victoria", "Georgia", "April", "May", "June", "August", "Grace", "Hope", "Faith",
        "Joy", "Will", "Mark", "Bill", "Rose", "Lily", "Ruby", "Jasmine", "Iris", "Daisy", "Olive", "Ginger", "Basil", "Sage", "Rosemary", "Amber", "Jade",
        "Pearl", "Crystal", "Dawn", "Summer", "Autumn", "Chase", "Grant", "Frank", "Rich", "Rob", "Sue", "Pat", "Drew", "Max", "Min", "Art", "Gene", "Miles",
        "Page", "Carol", "Holly", "Robin", "Jay", "Martin", "Madison", "Lincoln", "Jackson", "Houston", "Dallas", "Carson", "Newton", "Pascal", "Kelvin",
        "Watt", "Gauss", "Euler", "Bayes", "Fourier", "Laplace", "Dijkstra", "Turing", "Markov", "Poisson", "Hilbert", "Mercury", "Venus", "Apollo", "Atlas",
        "Hermes", "Athena", "Phoenix", "Orion", "Luna", "Nova", "Oracle", "Python", "Java", "Swift", "Rusty", "Pandora", "Alexa", "Siri", "Gemini", "Claude",
        "Copilot", "Watson", "Jenkins", "Travis", "Bamboo", "Maven",
    ];

    public static readonly string[] Identifiers =
    [
        "getUserById", "max_retries", "HttpClient", "parseConfig", "NameError", "TypeError", "UserService", "OrderController", "is_active", "toString",
        "AccountManager", "CustomerRepository", "render_template", "useEffect", "DataFrame", "std::vector", "System.out.println", "NullPointerException",
        "JohnsonAlgorithm", "KalmanFilter", "GaussianBlur", "MartinFowlerPattern", "BaseModel", "BertTokenizer",
    ];

    public static readonly string[] Things =
    [
        "Blue Widget", "Red Chair", "Annual Report", "Winter Sale", "Standard Plan", "Premium", "Oak Table", "Cotton Shirt", "Wireless Mouse",
        "Quarterly Review", "Data Pipeline", "Login Page", "Payment Gateway", "Marketing", "Engineering", "Human Resources", "Customer Success",
        "Main Warehouse", "Gift Card", "Espresso Machine", "Running Shoes", "Night Shift", "Spring Release", "Team Lunch", "Sprint Planning",
        "Golden Retriever", "Labrador", "Earl Grey", "Caesar Salad", "Granny Smith", "Monday", "Read Only", "Two Factor", "General Ledger", "Black Friday",
        "Machine Learning",
    ];

    public static readonly string[] Statuses =
    [
        "active", "pending", "Closed", "In Progress", "open", "FAILED", "approved", "shipped", "Archived", "done", "high", "Low", "critical", "enabled",
        "false", "true", "null", "Won't Fix", "Gold", "silver",
    ];

    public static readonly string[] Jobs =
    [
        "engineer", "Accountant", "Senior Nurse", "Sales Manager", "analyst", "Product Owner", "Team Lead", "teacher", "Head of Marketing",
        "Software Engineer", "Warehouse Clerk", "HR Business Partner", "Driver", "Consultant",
    ];

    public static readonly string[] NameKeys =
    [
        "name", "full_name", "fullName", "customer", "customer_name", "customerName", "patient", "patient_name", "contact", "contact_name", "contactPerson",
        "employee", "employeeName", "recipient", "beneficiary", "account_holder", "accountHolder", "cardholder", "cardholder_name", "sender", "author",
        "assignee", "reporter", "owner", "manager", "displayName", "cn", "Name", "Nm", "kunde", "Kunde", "nom", "nom_complet", "nombre", "nome", "naam",
        "imie_nazwisko", "Ansprechpartner", "requester", "buyer", "seller", "tenant", "driver", "traveller", "passenger", "guest", "student", "teacher",
        "attendee", "approved_by", "created_by", "signed_by", "doctor", "physician", "next_of_kin", "emergency_contact", "to", "from", "cc", "attn",
        "billed_to", "ship_to", "holder", "insured", "policyholder", "claimant", "witness", "candidate", "applicant", "interviewer", "titular", "titolare",
        "inhaber", "Karteninhaber", "bénéficiaire", "mottagare", "nimi", "ad_soyad", "jmeno", "nume", "navn", "nev", "user_name_full", "person", "lead",
        "primaryContact", "legal_guardian", "spouse",
    ];

    public static readonly string[] FirstKeys =
    [
        "first_name", "firstName", "first", "given_name", "givenName", "fname", "Vorname", "vorname", "prenom", "prénom", "voornaam", "fornavn", "förnamn",
        "imie", "nombre_pila", "FirstName", "FIRST_NAME", "middle_name", "nickname", "preferred_name", "jmeno", "prenume", "etunimi", "ad",
    ];

    public static readonly string[] LastKeys =
    [
        "last_name", "lastName", "last", "surname", "family_name", "familyName", "lname", "Nachname", "nachname", "apellido", "apellidos", "cognome",
        "sobrenome", "achternaam", "etternavn", "efternamn", "nazwisko", "LastName", "LAST_NAME", "maiden_name", "prijmeni", "soyad", "sukunimi",
        "nom_famille",
    ];
}
