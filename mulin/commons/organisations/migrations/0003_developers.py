from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_a_chat_group_may_show_its_code'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('social_work', '社会工作机构'), ('social', '其他社会组织'), ('foundation', '基金会'), ('programme_operator', '社会动员中心'), ('property_company', '物业公司'), ('developer', '开发商'), ('enterprise', '企业'), ('school', '学校'), ('university', '高校'), ('department', '政府部门'), ('police', '公安派出所'), ('traffic_police', '交警'), ('enforcement', '综合执法'), ('transit', '公交'), ('partner_unit', '其他驻区单位')], max_length=20),
        ),
    ]
